import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type Ref, useState } from 'react';
import { Icon } from './Icon.js';
import { Kbd } from './Kbd.js';

interface SearchFieldProps {
  readonly label: string;
  /** Called when one has stopped typing for a moment. */
  onSearch(text: string): void;
  readonly initial?: string;
  /** The key that jumps here. */
  readonly keys?: string;
  readonly width?: number | string;
  readonly ref?: Ref<HTMLInputElement>;
}

export const SearchField = ({ label, onSearch, initial = '', keys, width = 280, ref }: SearchFieldProps) => {
  const [text, setText] = useState(initial);
  const search = useDebouncedCallback(onSearch, 250);
  const change = (value: string): void => {
    setText(value);
    search(value.trim());
  };
  return (
    <TextInput
      {...(ref ? { ref } : {})}
      type="search"
      w={width}
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={14} />}
      rightSection={keys && text === '' ? <Kbd keys={keys} /> : null}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') change('');
      }}
    />
  );
};
