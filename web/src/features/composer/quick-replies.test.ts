import { seededWorld } from '@mock/seed'
import { describe, expect, it } from 'vitest'
import { fill, findReplies, slashQuery } from './quick-replies'

const detail = [...seededWorld(1).conversations.values()][0]?.detail
if (!detail) throw new Error('the seed is empty')

describe('quick replies', () => {
  it('open by a slash at the beginning, and close when it is more than a word', () => {
    expect(slashQuery('/')).toBe('')
    expect(slashQuery('/Ship')).toBe('ship')
    expect(slashQuery('/ship now')).toBeNull()
    expect(slashQuery('and/or')).toBeNull()
  })

  it('are found by shortcut first, then by text', () => {
    const replies = [
      { shortcut: 'size', body: 'returns are free' },
      { shortcut: 'returns', body: 'thirty days' },
    ]
    expect(findReplies(replies, 'ret').map((reply) => reply.shortcut)).toEqual(['returns', 'size'])
  })

  it('put in what is known and show what is not', () => {
    const filled = fill({ shortcut: 'x', body: 'Hi {{name}}, {{ product }} for {{discount}}' }, detail, 'Fern')
    expect(filled.body).toBe('Hi Maya, Linen Overshirt for [discount]')
    expect(filled.missing).toEqual(['discount'])
  })
})
