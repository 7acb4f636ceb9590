import type { JSX } from 'react'

export interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  /** What people read, by value. */
  readonly choices: Readonly<Record<Value, string>>
  readonly onChange: (value: Value) => void
}

/** One of a few. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { label, value, choices, onChange } = props
  const values = Object.keys(choices) as Value[] // The keys of a record of them.
  return (
    <label className="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = values.find((candidate) => candidate === target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {values.map((candidate) => (
          <option key={candidate} value={candidate}>
            {choices[candidate]}
          </option>
        ))}
      </select>
    </label>
  )
}
