import type { Customer } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../i18n/create-format.js';
import { Chip, type Column, personName } from '../ui/index.js';

const MOST_TAGS = 3;

const Tags = ({ tags }: { tags: readonly string[] }) => (
  <span className="row">
    {tags.slice(0, MOST_TAGS).map((tag) => (
      <Chip key={tag}>{tag}</Chip>
    ))}
    {tags.length > MOST_TAGS ? <span className="faint tiny">+{tags.length - MOST_TAGS}</span> : null}
  </span>
);

const agreed = (customer: Customer, t: TFunction): string[] =>
  Object.entries(customer.consent)
    .filter(([, isGranted]) => isGranted)
    .map(([channel]) => t(`common.channel.${channel}`, { defaultValue: channel }));

/** How customers stand in a table, wherever one does. */
export const customerColumns = (t: TFunction, format: Format): Column<Customer>[] => [
  { key: 'name', head: t('customers.columns.name'), cell: (customer) => <b>{personName(customer)}</b>, width: '22%' },
  {
    key: 'contact',
    head: t('customers.columns.contact'),
    cell: (customer) => <span className="muted">{customer.email ?? customer.phone ?? '–'}</span>,
  },
  {
    key: 'externalId',
    head: t('customers.columns.number'),
    cell: (customer) => <span className="muted">{customer.externalId ?? '–'}</span>,
    width: 120,
  },
  { key: 'tags', head: t('customers.columns.tags'), cell: (customer) => <Tags tags={customer.tags} />, width: 180 },
  {
    key: 'consent',
    head: t('customers.columns.consent'),
    cell: (customer) => <span className="muted small">{format.list(agreed(customer, t)) || '–'}</span>,
    width: 130,
  },
  {
    key: 'since',
    head: t('customers.columns.since'),
    cell: (customer) => <span className="muted small nowrap">{format.date(customer.createdAt)}</span>,
    width: 130,
  },
];
