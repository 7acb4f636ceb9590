import type { Fault } from '../fault-plan.ts'
import type { DeedTable, WorldDeed } from './script.ts'
import type { Stage } from './stage.ts'

/** What happens to everybody: the disk, the connection, the clock, and the storages. */
export const worldDeeds: DeedTable<WorldDeed> = {
  powerCut: async ({ world }) => {
    world.story.tell('world', 'the power is cut')
    for (const page of world.pages) page.die()
    await world.disk.cutPower()
    const left = world.storages.map(({ id }) => world.disk.contents.list(id))
    world.watch.powerWasCut((await Promise.all(left)).flat())
  },
  edit: ({ world }, { document }) => {
    world.story.tell('world', `“${world.shelf.edit(document)}” is edited on disk`)
  },
  offline: (stage, { milliseconds, hint }) => {
    const { network, pages } = stage.world
    const turn = (isOnline: boolean) => {
      network.conditions.isOnline = isOnline
      if (hint || isOnline) stage.world.saysOnline = isOnline
      if (!isOnline) network.breakConnections()
      for (const page of pages) page.connectivityChanged()
    }
    stage.suffer({
      name: 'being offline',
      milliseconds,
      begin: () => turn(false),
      end: () => turn(true),
    })
  },
  signOut: (stage, { milliseconds }) => {
    const { conditions } = stage.world.network
    stage.suffer({
      name: 'being signed out',
      milliseconds,
      begin: () => {
        conditions.isSignedIn = false
      },
      end: () => {
        conditions.isSignedIn = true
        // Where somebody signs in: the other tabs hear of it.
        const [first] = stage.openPages
        first?.life.happen(() => first.uploader.credentialsChanged())
      },
    })
  },
  setClock: ({ world }, { offset }) => {
    world.story.tell('world', `the clock is set ${offset} ms off`)
    world.clock.setWallClock(offset)
  },
  sleep: ({ world }, { milliseconds }) => {
    world.story.tell('world', `sleeps for ${milliseconds} ms`)
    world.clock.moveTo(world.clock.elapsed() + milliseconds)
    world.slept += milliseconds
    world.network.breakConnections()
  },
  breakJournal: (stage, { tab, how }) => {
    const page = stage.at(tab)
    if (!page) return
    stage.world.story.tell(page.id, `the journal ${how}`)
    page.journalHealth = how
  },
  confirmFails: (stage, { milliseconds }) => {
    const set = (works: boolean) => {
      stage.world.confirmWorks = works
    }
    stage.suffer({
      name: 'the silence of the application’s server',
      milliseconds,
      begin: () => set(false),
      end: () => set(true),
    })
  },
  refuse: (stage, { op, skip, times, code }) =>
    strike(stage, { op, skip, times, effect: 'reject', code }),
  loseAnswer: (stage, { op, skip }) => strike(stage, { op, skip, effect: 'lose-answer' }),
  damage: (stage, { op, skip }) => strike(stage, { op, skip, effect: 'damage' }),
  forgetUpload: (stage, { op, skip }) => strike(stage, { op, skip, effect: 'forget' }),
  stall: (stage, { op, skip, at }) => strike(stage, { op, skip, effect: 'stall', at }),
  delay: (stage, { op, skip, at, milliseconds }) =>
    strike(stage, { op, skip, effect: 'delay', at, milliseconds }),
  busy: (stage, { milliseconds }) => {
    const to = stage.world.clock.elapsed() + milliseconds
    strike(stage, { effect: 'reject', code: 'server-busy', times: Infinity, to })
  },
}

/** Plans a fault from now on, at every storage. */
function strike({ world }: Stage, fault: Fault): void {
  const { op = 'everything', effect, skip = 0 } = fault
  world.story.tell('world', `plans: ${effect} ${op}${skip ? `, after ${skip}` : ''}`)
  for (const { faults } of world.storages) faults.add(fault)
}
