import { describe, expect, it } from 'vitest'
import { isOptional, previewTemplate, variablesOf } from './template-preview'

const greeting = '{% if name %}Hi {{ name }}, your{% else %}Hi, your{% endif %} {{ product }} waits: {{ link }}'
const known = { name: 'Dana', product: 'Linen Shirt', link: 'https://txt.example/l/x7k2' }

describe('the preview of a template', () => {
  it('fills in variables, however they are spaced', () => {
    expect(previewTemplate('Hi {{name}}, {{  product }}!', known)).toBe('Hi Dana, Linen Shirt!')
  })

  it('takes the branch that fits what is known', () => {
    expect(previewTemplate(greeting, known)).toBe('Hi Dana, your Linen Shirt waits: https://txt.example/l/x7k2')
    const { name, ...nameless } = known
    expect(previewTemplate(greeting, nameless)).toBe('Hi, your Linen Shirt waits: https://txt.example/l/x7k2')
  })

  it('uses the default of an unknown variable', () => {
    expect(previewTemplate('Hi {{ name | default("there") }}!', {})).toBe('Hi there!')
    expect(previewTemplate('Hi {{ name | default("there") }}!', known)).toBe('Hi Dana!')
  })

  it('follows conditions inside conditions', () => {
    const nested = '{% if name %}a{% if total %}b{% else %}c{% endif %}d{% endif %}e'
    expect(previewTemplate(nested, known)).toBe('acde')
    expect(previewTemplate(nested, {})).toBe('e')
  })

  it('leaves visible what it does not know, so that nobody takes it for filled', () => {
    expect(previewTemplate('{{ mystery }} {{ name | upper }} {% for item in cart %}', known)).toBe(
      '{{ mystery }} {{ name | upper }} {% for item in cart %}',
    )
  })

  it('survives a condition that is never closed', () => {
    expect(previewTemplate('a{% endif %}{% else %}b{% if name %}c', known)).toBe('a{% endif %}{% else %}bc')
  })
})

describe('the variables of a template', () => {
  it('are found once each', () => {
    expect(variablesOf(`${greeting} {{ link }}`)).toEqual(['name', 'product', 'link'])
  })

  it('are optional when the template asks for them or has a default', () => {
    expect(isOptional(greeting, 'name')).toBe(true)
    expect(isOptional(greeting, 'product')).toBe(false)
    expect(isOptional('{{ name | default("you") }}', 'name')).toBe(true)
  })
})
