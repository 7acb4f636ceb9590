import { writeFile } from 'node:fs/promises'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { listStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test('a finished file appears in the library and downloads under its own name', async ({
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: '季度报告 (1).pdf', size: 2 * MB })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')
  await dashboard.goTo('Library')
  const library = page.getByRole('region', { name: 'Stored files' })
  await expect(library.getByRole('row', { name: file.name })).toContainText('CRC-64')
  const download = page.waitForEvent('download')
  await library.getByRole('link', { name: `Download ${file.name}` }).click()

  expect((await download).suggestedFilename()).toBe(file.name)
})

test('a stored file is looked at, and deleted once that is confirmed', async ({
  visit,
  folder,
  site,
}) => {
  const file = await writeRandomFile(folder, { name: 'poem.txt', size: 100 })
  await writeFile(file.path, 'So much depends upon')

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')
  await dashboard.goTo('Library')
  const preview = page.getByRole('button', { name: 'Preview poem.txt' })
  await preview.click()
  await expect(page.getByRole('dialog', { name: 'poem.txt' })).toContainText('So much depends upon')
  await page.keyboard.press('Escape')
  await expect(preview).toBeFocused()
  await page.getByRole('button', { name: 'Delete poem.txt' }).click()
  const question = page.getByRole('dialog', { name: 'Delete this file?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await listStored(site)).toEqual(['poem.txt'])
  await page.getByRole('button', { name: 'Delete poem.txt' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()

  await expect(page.getByRole('region', { name: 'Stored files' })).toContainText('appear here')
  expect(await listStored(site)).toEqual([])
})

test('a form of antd waits for its file, and sends the key', async ({ visit, folder, site }) => {
  const file = await writeRandomFile(folder, { name: 'evidence.pdf', size: 2 * MB })

  const { page } = await visit()
  await page.getByRole('tab', { name: 'antd Form' }).click()
  const example = page.getByRole('tabpanel')
  await example.getByRole('button', { name: 'Send' }).click()
  await expect(example).toContainText('Add a file.')
  await example.getByLabel('Subject').fill('Case 42')
  await example.locator('input[type=file]').first().setInputFiles(file.path)
  await expect(example.locator('[data-status=done]')).toBeVisible()
  await example.getByRole('button', { name: 'Send' }).click()

  await expect(example.locator('output')).toContainText(/"uploads\/ada\/.*evidence\.pdf"/)
  expect(await listStored(site)).toEqual([file.name])
})

test.describe('with an upload under way', () => {
  test.use({ siteOptions: { bytesPerSecond: 4 * MB } })

  test('what another visit left on the storage is shown, and removed by a button', async ({
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'left-over.bin', size: 60 * MB })

    const { dashboard, page } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.1)
    await dashboard.press('Pause', file)
    await dashboard.untilStatus(file, 'paused')
    await dashboard.goTo('Library')
    const leftOver = page.getByRole('region', { name: 'Unfinished on the storage' })
    await expect(leftOver).toContainText(file.name)
    await leftOver.getByRole('button', { name: `Discard the parts of ${file.name}` }).click()

    await expect(leftOver).toContainText('Nothing is left over.')
  })

  test('the token counts down, and nothing of it is in the page', async ({ visit, folder }) => {
    const file = await writeRandomFile(folder, { name: 'counted.bin', size: 60 * MB })

    const { dashboard, page } = await visit()
    await dashboard.choose(file)
    await dashboard.goTo('Token')
    const life = page.getByRole('meter', { name: 'Remaining life of the token' })
    await expect(life).toHaveAttribute('aria-valuetext', /^14 min \d+ sec left$/)

    expect(await page.content()).not.toContain('STS.')
  })
})
