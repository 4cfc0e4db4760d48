import { Textarea, TextInput } from '@mantine/core';
import type { HookMapping } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';

const PARTS = ['name', 'externalId', 'email', 'phone', 'id', 'occurredAt', 'amount', 'currency'] as const;

/** A mapping as it is typed; `properties` one a line: `sku /order/sku`. */
export type MappingText = Readonly<Record<(typeof PARTS)[number] | 'properties', string>>;

export const NO_MAPPING: MappingText = {
  name: '',
  externalId: '',
  email: '',
  phone: '',
  id: '',
  occurredAt: '',
  amount: '',
  currency: '',
  properties: '',
};

export const textOf = ({ properties, ...parts }: HookMapping): MappingText => ({
  ...NO_MAPPING,
  ...Object.fromEntries(Object.entries(parts).map(([part, pointer]) => [part, pointer ?? ''])),
  properties: Object.entries(properties)
    .map(([property, pointer]) => `${property} ${pointer}`)
    .join('\n'),
});

export const mappingOf = ({ properties, name, ...parts }: MappingText): HookMapping => ({
  name: name.trim(),
  ...Object.fromEntries(Object.entries(parts).flatMap(([part, pointer]) => (pointer.trim() === '' ? [] : [[part, pointer.trim()]]))),
  properties: Object.fromEntries(
    properties.split('\n').flatMap((line) => {
      const [, property, pointer] = /^\s*(\S+)\s+(\S*)\s*$/.exec(line) ?? [];
      return property === undefined ? [] : [[property, pointer ?? '']];
    }),
  ),
});

/** Where in the foreign JSON each part of an event stands. */
export const MappingFields = ({ text, onChange }: { text: MappingText; onChange(text: MappingText): void }) => {
  const { t } = useTranslation();
  return (
    <>
      <p className="muted small">{t('events.mapping.lead')}</p>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 10 }}>
        {PARTS.map((part) => (
          <TextInput
            key={part}
            size="xs"
            label={t(`events.mapping.${part}`)}
            placeholder={part === 'name' ? '=order_paid' : undefined}
            value={text[part]}
            onChange={(event) => onChange({ ...text, [part]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Textarea
        size="xs"
        label={t('events.mapping.properties')}
        placeholder={'sku /order/sku\ncity /buyer/address/city'}
        autosize
        minRows={2}
        value={text.properties}
        onChange={(event) => onChange({ ...text, properties: event.currentTarget.value })}
      />
    </>
  );
};
