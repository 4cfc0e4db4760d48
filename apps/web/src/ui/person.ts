import type { Customer } from '@wayfare/contracts';

type Named = Pick<Customer, 'id' | 'externalId' | 'email' | 'phone' | 'attributes'>;

/** What a person is called: their name where an attribute holds it, else the address or number they are known by. */
export const personName = (customer: Named): string => {
  const { name, firstName, lastName } = customer.attributes;
  if (typeof name === 'string' && name !== '') return name;
  const full = [firstName, lastName].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return full || (customer.email ?? customer.phone ?? customer.externalId ?? customer.id);
};

/** A second line that tells people of one name apart. */
export const personDetail = (customer: Named): string =>
  [customer.externalId, customer.email, customer.phone].filter((part) => part !== null && part !== personName(customer)).join(' · ') ||
  `#${customer.id}`;
