import { describe, expect, it } from 'vitest'
import { matchKeys, strokeOf } from './keys'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  strokeOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

describe('a shortcut', () => {
  it('is one key', () => {
    expect(matchKeys('j', [press('j')])).toBe('full')
    expect(matchKeys('j', [press('k')])).toBe('none')
  })

  it('tells e from Shift+e', () => {
    expect(matchKeys('e', [press('E', { shiftKey: true })])).toBe('none')
    expect(matchKeys('shift+e', [press('E', { shiftKey: true })])).toBe('full')
  })

  it('takes Ctrl and Cmd alike, and leaves the browser its own', () => {
    expect(matchKeys('mod+k', [press('k', { ctrlKey: true })])).toBe('full')
    expect(matchKeys('mod+k', [press('k', { metaKey: true })])).toBe('full')
    expect(matchKeys('r', [press('r', { ctrlKey: true })])).toBe('none')
  })

  it('finds a sign wherever the keyboard has it', () => {
    expect(matchKeys('?', [press('?', { shiftKey: true })])).toBe('full')
    expect(matchKeys('?', [press('?')])).toBe('full')
  })

  it('may be two keys, one after the other', () => {
    expect(matchKeys('g i', [press('g')])).toBe('prefix')
    expect(matchKeys('g i', [press('g'), press('i')])).toBe('full')
    expect(matchKeys('g i', [press('g'), press('x')])).toBe('none')
  })
})
