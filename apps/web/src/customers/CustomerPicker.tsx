import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Customer, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useRead } from '../api/hooks.js';
import { Icon, personDetail, personName } from '../ui/index.js';

interface CustomerPickerProps {
  readonly label: string;
  readonly value: Customer | null;
  onPick(customer: Customer | null): void;
}

const MOST = 12;

/** Finds one customer by name, address or number, out of however many there are. */
export const CustomerPicker = ({ label, value, onPick }: CustomerPickerProps) => {
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 200);
  const isChosen = value !== null && typed === personName(value);
  const found =
    useRead(routes.customers, { query: { limit: MOST, ...(query === '' || isChosen ? {} : { query }) } }, { keep: true }).data?.items ?? [];
  const customers = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      size="sm"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={14} />}
      searchable
      clearable
      // the server has searched already
      filter={({ options }) => options}
      data={customers.map((customer) => ({ value: customer.id, label: personName(customer) }))}
      renderOption={({ option }) => {
        const customer = customers.find(({ id }) => id === option.value);
        return (
          <span className="grow">
            <span className="ellipsis">{option.label}</span>
            {customer ? <span className="ellipsis tiny faint"> {personDetail(customer)}</span> : null}
          </span>
        );
      }}
      value={value?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => onPick(customers.find((customer) => customer.id === id) ?? null)}
    />
  );
};
