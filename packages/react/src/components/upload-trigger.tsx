import type { ReactElement, ReactNode } from 'react'
import { FileButton } from './file-button.tsx'
import { Icon } from './icon.tsx'
import { lookOf, useRoot } from './root-context.ts'

export interface UploadTriggerProps {
  /** @default the words of the language */
  readonly children?: ReactNode
}

/** A button that opens the picker, where there is no room or no wish for a dropzone. */
export function UploadTrigger({ children }: UploadTriggerProps): ReactElement {
  const root = useRoot()
  const { locale, disabled, directory = false, add, setOpener } = root
  const { choose, chooseFolder } = locale.dropzone
  return (
    <div {...lookOf(root, 'trigger', 'ru-trigger')}>
      <FileButton
        className="ru-button ru-trigger-button"
        accept={root.accept}
        multiple={root.multiple}
        directory={directory}
        capture={root.capture}
        disabled={disabled}
        onOpener={setOpener}
        onPick={(files) => void add(files)}
      >
        <Icon name="upload" />
        <span className="ru-trigger-text">{children ?? (directory ? chooseFolder : choose)}</span>
      </FileButton>
    </div>
  )
}
