import { useEffect, useState, type JSX } from 'react'
import { useWording } from '../wording.tsx'

export interface CopyButtonProps {
  readonly text: string
  /** What is copied, where it is not plain to see. */
  readonly label?: string
}

/** Says for two seconds that it did. */
export function CopyButton({ text, label }: CopyButtonProps): JSX.Element {
  const { say } = useWording()
  const [isCopied, setIsCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])

  return (
    <button
      type="button"
      className="button"
      aria-live="polite"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
    >
      {isCopied ? say('copied') : [say('copy'), label].filter(Boolean).join(' · ')}
    </button>
  )
}
