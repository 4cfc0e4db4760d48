import { Combobox, Menu, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon } from '../../ui/index.js';
import { button, column, divider, heading, image, paragraph, section, spacer } from '../starters/mjml.js';
import { type Expression, outputOf } from './liquid.js';

const GROUPS = ['attributes', 'customer', 'other'] as const;

interface PersonaliseMenuProps {
  readonly expressions: readonly Expression[];
  onInsert(text: string): void;
  /** A word for screen readers: of what it makes personal. */
  readonly label: string;
}

/** Everything that is known of customers, to be put where the cursor stands. */
export const PersonaliseMenu = ({ expressions, onInsert, label }: PersonaliseMenuProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setTyped(''),
  });
  const wanted = typed.trim().toLocaleLowerCase();
  const found = expressions.filter(({ label: name, path }) => `${name} ${path}`.toLocaleLowerCase().includes(wanted));
  const pick = (path: string): void => {
    combobox.closeDropdown();
    onInsert(outputOf({ path }));
  };
  return (
    <Combobox store={combobox} width={280} position="bottom-end" shadow="md" radius="md" withinPortal onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>
        <Button small icon="person" aria-label={label} aria-haspopup="listbox" onClick={() => combobox.toggleDropdown()}>
          {t('content.editor.personalise')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={t('content.editor.personaliseSearch')}
          placeholder={t('content.editor.personaliseSearch')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {GROUPS.map((group) => {
            const inGroup = found.filter((one) => one.group === group);
            return inGroup.length === 0 ? null : (
              <Combobox.Group key={group} label={t(`content.editor.${group}`)}>
                {inGroup.map(({ path, label: name }) => (
                  <Combobox.Option key={path} value={path}>
                    {name}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            );
          })}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};

const SNIPPETS = ['heading', 'text', 'button', 'image', 'columns', 'divider', 'spacer'] as const;
type Snippet = (typeof SNIPPETS)[number];

/** Pieces of MJML, to be put where the cursor stands. */
export const SnippetMenu = ({ onInsert }: { onInsert(text: string): void }) => {
  const { t } = useTranslation();
  const lines: Readonly<Record<Snippet, () => string[]>> = {
    heading: () => heading(t('content.ready.blankTitle')),
    text: () => paragraph(t('content.ready.blankText')),
    button: () => button(t('content.ready.button')),
    image: () => image(''),
    columns: () => section([...column(paragraph(t('content.ready.productOne'))), ...column(paragraph(t('content.ready.productTwo')))]),
    divider,
    spacer,
  };
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <Button small icon="plus">
          {t('content.editor.insert')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SNIPPETS.map((snippet) => (
          <Menu.Item
            key={snippet}
            onClick={() => onInsert(`${lines[snippet]().join('\n')}\n`)}
            leftSection={<Icon name="plus" size={12} />}
          >
            {t(`content.editor.snippets.${snippet}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
