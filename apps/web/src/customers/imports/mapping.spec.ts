import { mappingProblems, readTarget, writeTarget } from './mapping.js';

describe('the mapping of columns', () => {
  it.each([
    'email',
    '',
    'line.product',
    'consent.email',
    'attributes.city',
    'attributes.age:number',
    'properties.sku',
    'identities.openid',
    'attributes.积分:number',
    'attributes.a:b',
    'attributes.born:date-dmy',
    'placedAt',
    'placedAt:date-excel',
  ])('writes the target that it read: %s', (target) => {
    expect(writeTarget(readTarget(target))).toBe(target);
  });

  it('tells an attribute, its name and its kind apart', () => {
    expect(readTarget('attributes.age:number')).toEqual({ field: 'attributes', name: 'age', kind: 'number' });
    expect(readTarget('attributes.note: private')).toEqual({ field: 'attributes', name: 'note: private', kind: 'text' });
    expect(readTarget('email')).toEqual({ field: 'email', name: '', kind: 'text' });
  });

  it('lets a file start that says who each line is about', () => {
    expect(mappingProblems('customers', { no: 'externalId', city: 'attributes.city', junk: '' })).toEqual([]);
    expect(mappingProblems('events', { account: 'identities.openid', what: 'name', at: 'occurredAt' })).toEqual([]);
  });

  it('names what stands in the way', () => {
    expect(mappingProblems('customers', { city: 'attributes.city' })).toEqual([{ code: 'noKey' }]);
    expect(mappingProblems('events', { mail: 'email', what: 'name' })).toEqual([{ code: 'missing', target: 'occurredAt' }]);
    expect(mappingProblems('customers', { a: 'email', b: 'email' })).toEqual([{ code: 'twice', target: 'email' }]);
    expect(mappingProblems('customers', { a: 'email', b: 'attributes.x', c: 'attributes.x:number' })).toEqual([
      { code: 'twice', target: 'attributes.x' },
    ]);
    expect(mappingProblems('events', { mail: 'email', at: 'occurredAt' }, { event: 'visit', ambiguous: ['at'] })).toEqual([
      { code: 'whichDate', column: 'at' },
    ]);
    expect(mappingProblems('events', { mail: 'email', at: 'occurredAt:date-dmy' }, { event: 'visit', ambiguous: ['at'] })).toEqual([]);
    expect(mappingProblems('products', { sku: 'productId' })).toEqual([]);
    expect(mappingProblems('customers', { a: 'email', b: 'attributes.' })).toEqual([{ code: 'unnamed', column: 'b' }]);
  });
});
