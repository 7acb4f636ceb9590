import { useEffect, useRef, type ChangeEvent, type ReactElement } from 'react'
import { pickedFrom } from '../files/picked-file.ts'
import { useObservable } from '../hooks/use-observable.ts'
import type { UploadItem } from '../items/upload-item.ts'
import type { Words } from '../locale/words.ts'
import { acceptAttribute } from '../selection/accepts-file.ts'
import { useValueContext } from '../value/value-context.ts'
import type { ValueProps } from './props/value-props.ts'
import { useRoot } from './root-context.ts'

/** Given or not. */
type Optional<Props> = { readonly [Key in keyof Props]?: Props[Key] | undefined }

export type UploadFieldProps = Optional<
  Pick<
    ValueProps,
    | 'name'
    | 'required'
    | 'disabled'
    | 'readOnly'
    | 'id'
    | 'aria-label'
    | 'aria-labelledby'
    | 'aria-describedby'
    | 'aria-required'
    | 'aria-invalid'
  >
>

/** Of all props those of the field. */
export function fieldPropsOf(props: UploadFieldProps): UploadFieldProps {
  return {
    id: props.id,
    name: props.name,
    required: props.required,
    disabled: props.disabled,
    readOnly: props.readOnly,
    'aria-label': props['aria-label'],
    'aria-labelledby': props['aria-labelledby'],
    'aria-describedby': props['aria-describedby'],
    'aria-required': props['aria-required'],
    'aria-invalid': props['aria-invalid'],
  }
}

const none: readonly UploadItem[] = []

/**
 * What a form sees: a file input that no eye does, for its label, its message and its focus, and the
 * keys of the stored objects.
 */
export function UploadField(props: UploadFieldProps): ReactElement | null {
  const { id, name, required } = props
  const isField = id || name || required || props['aria-label'] || props['aria-labelledby']
  // Without any of these nothing can refer to it, and it would be one button more to listen to.
  return isField ? <Field {...props} /> : null
}

function Field(props: UploadFieldProps): ReactElement {
  const { name, required = false, disabled, readOnly, ...attributes } = props
  const { accept, multiple, locale, add } = useRoot()
  const { stored, uploads, reset } = useValueContext()
  const items = [...stored, ...useObservable(uploads, none)]
  const input = useRef<HTMLInputElement>(null)
  const problem = name || required ? problemOf(items, required, locale) : ''

  useEffect(() => input.current?.setCustomValidity(problem), [problem])

  useEffect(() => {
    const form = input.current?.form
    form?.addEventListener('reset', reset)
    return () => form?.removeEventListener('reset', reset)
  }, [reset])

  function pick(event: ChangeEvent<HTMLInputElement>): void {
    const files = pickedFrom(event.currentTarget.files ?? [])
    // Emptied, so that choosing the same file again is a change again.
    event.currentTarget.value = ''
    if (files.length > 0) void add(files)
  }

  return (
    <>
      <input
        // Of all names the weakest: a label wins.
        title={locale.dropzone.choose}
        {...attributes}
        ref={input}
        type="file"
        className="ru-field"
        tabIndex={-1}
        accept={acceptAttribute(accept)}
        multiple={multiple}
        disabled={disabled || readOnly}
        onChange={pick}
      />
      {name &&
        items
          .filter(({ status }) => status === 'done')
          .map((item) => (
            <input
              key={item.uid}
              type="hidden"
              name={name}
              value={keyOf(item)}
              disabled={disabled}
            />
          ))}
    </>
  )
}

/** A file that was stored before has no answer of ours; its `uid` is its key. */
function keyOf({ uid, response }: UploadItem): string {
  return response?.key ?? uid
}

function problemOf(items: readonly UploadItem[], isRequired: boolean, { form }: Words): string {
  if (items.some(({ status }) => status === 'uploading')) return form.unfinished
  if (items.some(({ status }) => status === 'error')) return form.failed
  return isRequired && items.length === 0 ? form.required : ''
}
