import { Combobox, useCombobox } from '@mantine/core';
import { type ReactElement, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../ui/index.js';
import { findSubjects, SUBJECT_KINDS, type Subject, type SubjectKind } from './subjects.js';

export const SUBJECT_ICONS: Readonly<Record<SubjectKind, IconName>> = {
  attribute: 'person',
  event: 'bolt',
  order: 'ticket',
  tag: 'tag',
  message: 'send',
  messages: 'send',
  enrollments: 'journeys',
  consent: 'check',
  segment: 'people',
  list: 'list',
};

interface SubjectPickerProps {
  readonly subjects: readonly Subject[];
  onPick(subject: Subject): void;
  /** Draws the button that opens the list; it gets what to do on a click and whether the list is open. */
  button(toggle: () => void, isOpen: boolean): ReactElement;
}

/** The list of everything that can be asked about: one types a few letters, and picks with the arrow keys. */
export const SubjectPicker = ({ subjects, onPick, button }: SubjectPickerProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      setTyped('');
      combobox.resetSelectedOption();
    },
  });
  const found = useMemo(() => findSubjects(subjects, typed, t), [subjects, typed, t]);
  const pick = (id: string): void => {
    const picked = found.find((one) => one.id === id);
    combobox.closeDropdown();
    if (picked) onPick(picked);
  };
  return (
    <Combobox store={combobox} width={300} position="bottom-start" shadow="md" radius="md" withinPortal onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>{button(() => combobox.toggleDropdown(), combobox.dropdownOpened)}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={t('condition.build.search')}
          placeholder={t('condition.build.search')}
          leftSection={<Icon name="search" size={14} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
          {SUBJECT_KINDS.map((kind) => (
            <Kind key={kind} label={t(`condition.kind.${kind}`)} subjects={found.filter((one) => one.kind === kind && !one.isNew)} />
          ))}
          <Kind label={t('condition.kind.unseen')} subjects={found.filter((one) => one.isNew)} />
          {found.length === 0 ? <Combobox.Empty>{t('condition.build.nothingFound')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};

const Kind = ({ label, subjects }: { label: string; subjects: readonly Subject[] }) =>
  subjects.length === 0 ? null : (
    <Combobox.Group label={label}>
      {subjects.map((subject) => (
        <Combobox.Option key={subject.id} value={subject.id}>
          <span className="row">
            <Icon name={SUBJECT_ICONS[subject.kind]} size={14} />
            <span className="ellipsis">{subject.label}</span>
          </span>
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
