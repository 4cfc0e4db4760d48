import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Imports } from '@wayfare/customers';
import { changeSettings } from '@wayfare/platform';
import { tagWorld } from './testing/world.js';

const policyWorld = async (unapprovedTags: string) => {
  const world = await tagWorld();
  const { database, clock, tags } = world;
  await tags.createTag({ name: 'vip' }, 'admin');
  await tags.renameTag('vip', { name: 'gold' });
  await tags.createTag({ name: 'tea' }, 'manager');
  await changeSettings(database, clock, { extra: { unapprovedTags } });
  const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
  return { ...world, imports };
};

describe('tags that nobody has agreed to', () => {
  it('are refused where the workspace says so: by a call, by hand, in a file; what is agreed to comes in under any of its names', async () => {
    const { person, tags, tagsOf, imports } = await policyWorld('refuse');
    const refused = { code: 'invalid', detail: { fields: [{ path: 'tags', code: 'unapproved_tag' }] } };
    await expect(person('anna', { tags: ['gold', 'new'] })).rejects.toMatchObject(refused);
    await expect(person('anna', { tags: ['tea'] })).rejects.toMatchObject(refused);
    const anna = await person('anna', { tags: ['gold'] });
    await expect(tags.changeCustomerTags(anna, { add: ['new'], remove: [] })).rejects.toMatchObject({ code: 'invalid' });
    await tags.changeCustomerTags(anna, { add: [], remove: ['gold', 'tea'] });
    const stream = Readable.from([Buffer.from('id,labels\nben,vip\nanna,tea\nanna,gold;new\n')]);
    const { id } = await imports.createImport({
      kind: 'customers',
      mapping: { id: 'externalId', labels: 'tags' },
      fileName: 'f.csv',
      stream,
    });
    await imports.runImport(id);
    expect(await imports.import(id)).toMatchObject({ state: 'done', inserted: 1, rejected: 2 });
    const rows = (await text(await imports.rejectedRows(id))).trim().split('\n').slice(1);
    for (const row of rows) expect(row).toContain('a tag that nobody has agreed to');
    expect(await tagsOf(anna)).toEqual([]);
    await tags.approveTag('tea');
    await person('anna', { tags: ['tea'] });
    expect(await tagsOf(anna)).toEqual(['tea']);
  });

  it('come in and are shown as proposed, and are suggested only where the workspace says so', async () => {
    for (const [policy, suggested] of [
      ['accept', ['gold', 'new', 'tea']],
      ['hide', ['gold']],
    ] as const) {
      const { person, customers, tags } = await policyWorld(policy);
      await person('anna', { tags: ['new'] });
      expect((await customers.catalogue()).tags).toEqual(suggested);
      expect(await tags.tag('new')).toMatchObject({ state: 'proposed', people: 1 });
    }
  });
});
