import { describe, expect, it } from 'vitest'
import { commands } from './list'

describe('the list of commands', () => {
  it('has each id once', () => {
    const ids = commands.map((command) => command.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gives no key to two commands, nor a key that begins another', () => {
    const keys = commands.flatMap((command) => command.keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    const firsts = keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0])
    expect(keys.filter((key) => firsts.includes(key))).toEqual([])
  })

  it.each([
    ['j', 'next'],
    ['k', 'previous'],
    ['enter', 'open'],
    ['r', 'reply'],
    ['n', 'note'],
    ['e', 'close'],
    ['shift+e', 'close_and_next'],
    ['a', 'assign'],
    ['s', 'snooze'],
    ['u', 'mark'],
    ['x', 'select'],
    ['l', 'label'],
    ['mod+k', 'palette'],
    ['?', 'help'],
    ['g i', 'go_inbox'],
    ['g y', 'go_yours'],
    ['g o', 'go_open'],
    ['g a', 'go_automated'],
  ])('answers %s with %s', (keys, id) => {
    expect(commands.find((command) => command.keys === keys)?.id).toBe(id)
  })
})
