import { describe, expect, it } from 'vitest'
import { about, behindInWords, type Standing } from './view-words'

const view = (name: string, more: Partial<Standing> = {}): Standing => ({
  name,
  state: 'following',
  vital: name === 'work' || name === 'directory',
  progress: null,
  ...more,
})

describe('what is said about views that are behind', () => {
  it('is nothing while all of them follow, or are behind for a moment only', () => {
    expect(behindInWords([view('conversations'), view('shopping')])).toBeNull()
    expect(behindInWords([view('events', { state: 'catching_up', progress: { seconds_left: 2 } })])).toBeNull()
  })

  it('names what stands still and what is not affected', () => {
    expect(behindInWords([view('conversations'), view('shopping', { state: 'failed' })])).toBe(
      'Carts and orders stand still: what is new there is not shown yet. Conversations are not affected.',
    )
  })

  it('names several in one sentence, and warns when texts may wait', () => {
    expect(behindInWords([view('shopping', { state: 'failed' }), view('work', { state: 'failed' })])).toBe(
      'Carts and orders and automatic sending and answering stand still: what is new there is not shown yet. ' +
        'Texts may wait until an operator has looked at it.',
    )
  })

  it('says how long it takes to catch up', () => {
    expect(behindInWords([view('events', { state: 'catching_up', progress: { seconds_left: 130 } })])).toBe(
      'The list of events is catching up, for about 3 minutes. Conversations are not affected.',
    )
    expect(behindInWords([view('work', { state: 'catching_up', progress: { seconds_left: 30 } })])).toBe(
      'Automatic sending and answering are catching up, for about 30 seconds. Texts may wait until then.',
    )
  })
})

describe('how long it takes', () => {
  it('is rounded up to one unit', () => {
    expect([0, 1, 59, 60, 61, 3_600, 3_601].map(about)).toEqual([
      '1 second',
      '1 second',
      '59 seconds',
      '1 minute',
      '2 minutes',
      '1 hour',
      '2 hours',
    ])
  })
})
