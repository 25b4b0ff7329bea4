/** How far something long has got. `label` says what it is. */
export function ProgressBar({ label, done, all }: { label: string; done: number; all: number }) {
  const percent = all > 0 ? Math.min(100, Math.floor((done / all) * 100)) : 0
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 overflow-hidden rounded-full bg-pressed"
    >
      <div className="h-full rounded-full bg-accent transition-all" style={{ width: `${percent}%` }} />
    </div>
  )
}
