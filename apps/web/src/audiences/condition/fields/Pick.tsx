import { Select } from '@mantine/core';

interface PickProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  onChange(value: Value): void;
  readonly className?: string | undefined;
  readonly searchable?: boolean;
  readonly placeholder?: string;
}

/** One of a few words in the middle of a sentence; the list is as wide as its longest word. */
export const Pick = <Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
  searchable = false,
  placeholder,
}: PickProps<Value>) => (
  <Select
    className={className ?? ''}
    aria-label={label}
    size="xs"
    data={[...options]}
    value={value === '' ? null : value}
    placeholder={placeholder ?? ''}
    searchable={searchable}
    comboboxProps={{ width: 'max-content', position: 'bottom-start', shadow: 'md', radius: 'md' }}
    onChange={(next) => {
      const chosen = options.find((option) => option.value === next);
      if (chosen) onChange(chosen.value);
    }}
  />
);
