import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SimulatedCustomer } from '@/api/simulator'
import { displayNumber, readNumber } from '@/lib/phone-number'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { TextField } from '@/ui/field'

interface CustomerListProps {
  customers: SimulatedCustomer[]
  current: string | null
  onNewNumber: (address: string) => void
}

/** Whose phone to hold: somebody the store knows, or a number that it has never seen. */
export function CustomerList({ customers, current, onNewNumber }: CustomerListProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const digits = wanted.replace(/\D/g, '')
  const found = customers.filter(
    ({ name, address }) =>
      wanted === '' || name?.toLowerCase().includes(wanted) || (digits !== '' && address.includes(digits)),
  )
  const number = readNumber(text)
  const isNew = number !== null && !customers.some((customer) => customer.address === number)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <form
        className="space-y-2 p-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isNew) onNewNumber(number)
        }}
      >
        <TextField
          label="Whose phone"
          placeholder="Name, or any number"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isNew && (
          <Button type="submit" className="w-full">
            Use {displayNumber(number)}
          </Button>
        )}
      </form>
      {found.length === 0 && !isNew && (
        <p className="px-3 text-ink-muted">
          Nobody found. Type a whole number, such as (415) 555-0199, to be somebody new.
        </p>
      )}
      <ul aria-label="Customers" className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {found.slice(0, 200).map((customer) => (
          <li key={customer.address}>
            <Link
              to="/simulator"
              search={{ phone: customer.address }}
              aria-current={customer.address === current ? 'true' : undefined}
              className={cx(
                'flex items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover',
                customer.address === current && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <Avatar name={customer.name} seed={customer.conversation} />
              <span className="min-w-0">
                <span className="block truncate font-medium">{customer.name ?? displayNumber(customer.address)}</span>
                <span className="block truncate text-xs text-ink-muted tabular">
                  {customer.name ? displayNumber(customer.address) : 'No name yet'}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
