import { Group } from './group.js';
import { Pacer } from './pacer.js';

const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
};

describe('a pacer', () => {
  it('serves at once who comes alone, and all who come meanwhile by one more run', async () => {
    const first = gate();
    let runs = 0;
    const pacer = new Pacer(async () => {
      runs += 1;
      if (runs === 1) await first.passed;
    }, 1);
    const began = pacer.ask();
    expect([runs, pacer.isBusy, pacer.isAwaited]).toEqual([1, true, false]);
    const others = [pacer.ask(), pacer.ask(), pacer.ask()];
    expect(pacer.isAwaited).toBe(true);
    first.open();
    await Promise.all([began, ...others]);
    expect(runs).toBe(2);
  });

  it('goes on after a run that failed, which fails for those whom it served', async () => {
    let runs = 0;
    const pacer = new Pacer(async () => {
      runs += 1;
      if (runs === 1) throw new Error('broken');
    }, 0);
    await expect(Promise.all([pacer.ask()])).rejects.toThrow('broken');
    await pacer.ask();
    expect(runs).toBe(2);
  });
});

describe('a group', () => {
  it('has those who come while others are at work share the next one, no more than so many of them', async () => {
    const first = gate();
    const groups: (readonly number[])[] = [];
    const group = new Group<number, number>(
      async (inputs) => {
        groups.push(inputs);
        if (groups.length === 1) await first.passed;
        return inputs.map((input) => input * 2);
      },
      { lanes: 1, apartMs: 0, most: 3 },
    );
    const outputs = [1, 2, 3, 4, 5].map((input) => group.join(input));
    first.open();
    expect(await Promise.all(outputs)).toEqual([2, 4, 6, 8, 10]);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('does not wait for one that is stuck', async () => {
    const stuck = gate();
    const group = new Group<string, string>(
      async (inputs) => {
        if (inputs.includes('stuck')) await stuck.passed;
        return inputs;
      },
      { lanes: 2, apartMs: 0 },
    );
    const late = group.join('stuck');
    expect(await group.join('quick')).toBe('quick');
    stuck.open();
    expect(await late).toBe('stuck');
  });

  it('fails for all who were in it, and for nobody after', async () => {
    const group = new Group<number, number>(async (inputs) => {
      if (inputs.includes(13)) throw new Error('unlucky');
      return inputs;
    });
    await expect(group.join(13)).rejects.toThrow('unlucky');
    expect(await group.join(14)).toBe(14);
  });
});
