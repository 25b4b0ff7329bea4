import { useEffect, useState } from 'react'

/** What was typed, once typing has paused: asking at every letter asks too much. */
export function usePaused<T>(value: T, pauseMs = 300): T {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return paused
}
