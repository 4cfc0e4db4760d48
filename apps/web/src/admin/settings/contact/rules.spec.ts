import { faultIn, type Rules, toSave } from './rules.js';

const NONE: Rules = { caps: null, quietHours: null, holidays: [], globalHoldout: 0 };

describe('the rules of contact, before they are saved', () => {
  it('leave out rows that were begun and not filled in, and put holidays in order', () => {
    const holidays = [
      { day: '2027-10-01', name: 'National Day' },
      { day: '', name: 'Nameless' },
      { day: '2027-02-06', name: 'Spring Festival' },
      { day: '2027-05-01', name: ' ' },
    ];
    expect(toSave({ ...NONE, holidays, caps: [] })).toEqual({ ...NONE, holidays: [holidays[2], holidays[0]] });
  });

  it('say what is wrong with quiet hours', () => {
    expect(faultIn(NONE)).toBeNull();
    expect(faultIn({ ...NONE, quietHours: { from: '22:00', to: '08:00' } })).toBeNull();
    expect(faultIn({ ...NONE, quietHours: { from: '22:00', to: '22:00' } })).toBe('same');
    expect(faultIn({ ...NONE, quietHours: { from: '22:00', to: '' } })).toBe('times');
  });
});
