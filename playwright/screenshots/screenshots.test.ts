import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openDashboard } from '../harness/dashboard.ts'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { expect, networkNoise, test } from '../harness/test.ts'
import { folder as pictures, shoot, take } from './camera.ts'

test.use({
  siteOptions: { bytesPerSecond: 6 * MB, callback: true, tokenSeconds: 60 },
  expectedNoise: networkNoise,
})

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
})

test('the pages', async ({ site, visit, folder }) => {
  const { dashboard, page } = await visit()
  const picture = await paint(page, path.join(folder, 'harbour at dawn.png'))
  const notes = await writeNotes(path.join(folder, 'meeting notes.md'))
  const contract = await writeRandomFile(folder, { name: 'contract.pdf', size: 400_000 })
  const minutes = await writeRandomFile(folder, { name: 'minutes.docx', size: 80_000, seed: 2 })
  const film = await writeRandomFile(folder, { name: 'interview, camera 2.mov', size: 360 * MB })

  await dashboard.choose(picture, notes)
  await dashboard.untilStatus(picture, 'done')
  await dashboard.untilStatus(notes, 'done')
  await dashboard.choose(film)
  await dashboard.untilProgress(film, 0.3)
  await shoot(page, 'uploads')

  await page.getByRole('tab', { name: 'antd Form' }).click()
  await page.getByLabel('Subject').fill('Case 42')
  await page.getByRole('tabpanel').locator('input[type=file]').first().setInputFiles(contract.path)
  await expect(page.getByRole('tabpanel').locator('[data-status=done]')).toBeVisible()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.locator('output')).toBeVisible()
  await shoot(page, 'uploads-antd', page.locator('[data-kind=presets]'))
  await page.getByRole('tab', { name: 'Headless' }).click()
  await page.getByRole('tabpanel').locator('input[type=file]').setInputFiles(minutes.path)
  await expect(page.getByRole('tabpanel').locator('[data-status=done]')).toBeVisible()
  await shoot(page, 'uploads-headless', page.locator('[data-kind=presets]'))

  await dashboard.goTo('Library')
  await expect(page.getByText('Callback').first()).toBeVisible()
  await shoot(page, 'library')
  for (const [name, kind] of [
    [picture.name, 'image'],
    [notes.name, 'text'],
  ] as const) {
    await page
      .getByRole('button', { name: `Preview ${name}` })
      .first()
      .click()
    const content = page.getByRole('dialog').locator('img, pre')
    await expect(content).toBeVisible()
    if (kind === 'image') await expect(content).toHaveJSProperty('complete', true)
    await take(page, `library-preview-${kind}`)
    await page.keyboard.press('Escape')
  }

  site.emulator.tokens.expire()
  await dashboard.goTo('Token')
  await expect(page.getByText('after a rejection').first()).toBeVisible()
  await shoot(page, 'token')

  await dashboard.goTo('Network lab')
  await page.getByRole('button', { name: 'Start: High latency' }).click()
  await page.getByRole('button', { name: 'Start: Stalled link' }).click()
  await expect(page.getByRole('button', { name: 'End: Stalled link' })).toBeVisible()
  await shoot(page, 'network-lab')
  await page.getByRole('button', { name: 'End all' }).click()
  await expect(page.getByText('The storage behaves well.')).toBeVisible()

  await dashboard.goTo('Doctor')
  site.emulator.faults.add({ kind: 'cors-missing', header: 'ETag' })
  await page.getByRole('button', { name: 'Examine' }).click()
  await expect(page.getByRole('button', { name: 'Examine again' })).toBeEnabled({ timeout: 90_000 })
  await shoot(page, 'doctor')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('form')).toBeVisible()
  await shoot(page, 'signed-out')
})

test('the states of a row', async ({ site, visit, folder }) => {
  const { faults, tokens } = site.emulator
  const { dashboard, context, page } = await visit()
  const make = (name: string, size: number): Promise<RandomFile> =>
    writeRandomFile(folder, { name, size, seed: size })
  // In every language.
  const pictureOf = ({ name }: RandomFile, tab = page): Locator =>
    tab.locator('[data-kind=uploads] [data-status]').filter({ hasText: name }).first()
  const interrupted = await make('interrupted.mov', 141 * MB)
  const failed = await make('failed.zip', 21 * MB)
  const canceled = await make('canceled.zip', 22 * MB)
  const paused = await make('paused.zip', 60 * MB)
  const done = await make('done.pdf', 1 * MB)

  await dashboard.choose(interrupted)
  await dashboard.untilProgress(interrupted, 0.1)
  await page.reload()
  await dashboard.untilStatus(interrupted, 'interrupted')
  faults.add({
    kind: 'error',
    status: 403,
    code: 'AccessDenied',
    operation: 'InitiateMultipartUpload',
    times: 1,
  })
  await dashboard.choose(failed)
  await dashboard.untilStatus(failed, 'failed')
  await dashboard.choose(canceled)
  await dashboard.untilStatus(canceled, 'uploading')
  await dashboard.press('Cancel', canceled)
  await dashboard.choose(paused)
  await dashboard.untilProgress(paused, 0.2)
  await dashboard.press('Pause', paused)
  await dashboard.choose(done)
  await dashboard.untilStatus(done, 'done')

  const retrying = await make('retrying.mov', 25 * MB)
  const busy = faults.add({ kind: 'error', status: 503, operation: 'UploadPart' })
  await dashboard.choose(retrying)
  await expect(dashboard.rowOf(retrying)).toHaveAttribute('data-waiting-for', 'retry')
  await shoot(page, 'state-trying-again', pictureOf(retrying))
  await dashboard.press('Cancel', retrying)
  await dashboard.untilStatus(retrying, 'canceled')
  await dashboard.press('Remove', retrying)
  faults.remove(busy)

  const held = { kind: 'latency', delayMs: 120_000 } as const
  const finishing = await make('finishing.mov', 23 * MB)
  const preparing = await make('preparing.mov', 24 * MB)
  const uploading = await make('uploading.mov', 400 * MB)
  const queued = await make('queued.mov', 26 * MB)
  faults.add({ ...held, operation: 'CompleteMultipartUpload', keyPattern: '*finishing*' })
  faults.add({ ...held, operation: 'InitiateMultipartUpload', keyPattern: '*preparing*' })
  await dashboard.choose(finishing)
  await dashboard.untilStatus(finishing, 'finishing')
  await dashboard.choose(preparing)
  await dashboard.untilStatus(preparing, 'preparing')
  await dashboard.choose(uploading)
  await dashboard.untilProgress(uploading, 0.1)
  await dashboard.choose(queued)
  await dashboard.untilStatus(queued, 'queued')
  await shoot(page, 'states', page.locator('[data-kind=uploads]'))

  const second = await openDashboard(await context.newPage(), site.url)
  await expect(second.rowOf(uploading)).toContainText('Another tab uploads this file.')
  await shoot(second.page, 'state-other-tab', pictureOf(uploading, second.page))
  await second.page.close()

  const outage = faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })
  tokens.expire()
  await expect(dashboard.rowOf(uploading)).toHaveAttribute('data-waiting-for', 'credentials')
  await shoot(page, 'state-no-token', pictureOf(uploading))
  faults.remove(outage)
  await expect(dashboard.rowOf(uploading)).not.toHaveAttribute('data-waiting-for')

  site.proxy.cut()
  await expect(dashboard.rowOf(uploading)).toHaveAttribute('data-waiting-for', 'network')
  await shoot(page, 'state-offline', pictureOf(uploading))
  site.proxy.mend()

  const example = page.getByRole('tabpanel')
  await example.locator('input[type=file]').first().setInputFiles(done.path)
  await expect(example.getByText('not accepted')).toBeVisible()
  await shoot(page, 'state-rejected', example.locator('.preset-example'))
})

/** A picture of a few hills, made on a canvas. */
async function paint(page: Page, target: string): Promise<RandomFile> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 960
    canvas.height = 540
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no canvas.')
    const sky = context.createLinearGradient(0, 0, 0, 540)
    sky.addColorStop(0, '#27406b')
    sky.addColorStop(0.55, '#d98a6a')
    sky.addColorStop(1, '#f6d9a8')
    context.fillStyle = sky
    context.fillRect(0, 0, 960, 540)
    for (const [hill, colour] of ['#5a5f86', '#3d4568', '#232b45'].entries()) {
      context.fillStyle = colour
      context.beginPath()
      context.moveTo(0, 540)
      for (let x = 0; x <= 960; x += 8)
        context.lineTo(x, 330 + hill * 60 - 40 * Math.sin(x / (90 + hill * 40) + hill * 2))
      context.lineTo(960, 540)
      context.fill()
    }
    return canvas.toDataURL('image/png')
  })
  const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  await writeFile(target, bytes)
  return { path: target, name: path.basename(target), size: bytes.length, sha256: '' }
}

async function writeNotes(target: string): Promise<RandomFile> {
  const text = [
    '# Monday',
    '',
    '- The ferry leaves at 6.40.',
    '- Camera 2 has the better sound.',
    '- Ask Lin for the release forms.',
    '',
  ].join('\n')
  await writeFile(target, text)
  return { path: target, name: path.basename(target), size: text.length, sha256: '' }
}
