import { describe, expect, it } from 'vitest'
import { previewTemplate, variablesOf } from './template-variables'

describe('template variables', () => {
  it('are found once each, however they are spaced', () => {
    expect(variablesOf('Hi {{name}}, {{ product }} waits: {{link}} {{ name }}')).toEqual(['name', 'product', 'link'])
  })

  it('are replaced by examples, and unknown ones stay visible', () => {
    expect(previewTemplate('Hi {{ name }}, {{ mystery }}', { name: 'Dana' })).toBe('Hi Dana, {{ mystery }}')
  })
})
