import { Dice } from './dice.js';
import { drawGiven, drawSurname, type Name, spellEmail, spellName, spellPhone } from './spelling.js';

/** Where people are known: a member file, whose people have a number, and eleven other ends. */
export const ENDS = 12;
export const COLUMNS = ['id', 'name', 'email', 'phone', 'line'] as const;
const EVERY_END = Array.from({ length: ENDS }, (_, end) => end);
const NAMELESS = 0.1;
/** How many share a small and a large shop's tablet, and an office's mailbox. */
const [SMALL_TABLET, LARGE_TABLET, OFFICE] = [6, 60, 300];

interface Address {
  readonly kind: 'email' | 'phone';
  readonly value: string;
}

interface Person {
  readonly number: number;
  readonly name: Name;
  readonly addresses: Address[];
  /** What some end knows of them already. */
  readonly said: Address[];
  /** Ends that don't know them yet. */
  readonly ends: number[];
}

/** What is behind an address that many give. */
interface Common {
  address: Address;
  left: number;
}

/**
 * People as a dozen ends know them: who is who is known, so that what the product makes of it can be judged. Each of somebody's lines shares an address with an earlier one of theirs, so that it can be known whose it is.
 * And there are traps: families with one phone, shops' tablets, offices' mailboxes, numbers that somebody else had before, mistyped addresses that are another's.
 */
export class Town {
  /** By end, the lines of its file; their last cell counts the lines of all files. */
  readonly files: string[][] = EVERY_END.map(() => []);
  /** By line, whose it is. */
  readonly personOf: number[] = [];
  people = 0;
  private readonly dice = new Dice('town');
  private addresses = 0;
  /** Somebody of another family. */
  private before: Person | null = null;
  private readonly commons: Record<'small' | 'large' | 'office', Common>;

  constructor(
    lines: number,
    private readonly isNumbered: boolean,
  ) {
    const [phone, email] = [this.address('phone'), this.address('email')];
    this.commons = { small: { address: phone, left: 0 }, large: { address: phone, left: 0 }, office: { address: email, left: 0 } };
    while (this.personOf.length < lines) this.moveIn();
    for (const file of this.files) file.unshift(`${COLUMNS.join(',')}\n`);
  }

  /** A family, or somebody alone. */
  private moveIn(): void {
    const surname = drawSurname(this.dice);
    const size = this.dice.chance(0.1) ? this.dice.one([2, 3, 4]) : 1;
    const family = Array.from({ length: size }, () => this.person(surname));
    const shared = this.address('phone');
    for (const person of family) {
      this.leaveLines(person);
      if (size > 1) this.shareThePhone(person, shared);
      this.setTraps(person);
    }
    this.before = family[0] ?? null;
  }

  private person(surname: string): Person {
    this.people += 1;
    const kinds = ['email', 'phone', ...this.dice.some(['email', 'email', 'phone'] as const, this.dice.few(3) - 1)] as const;
    const addresses = kinds.map((kind) => this.address(kind));
    const ends = this.dice.some(EVERY_END, ENDS);
    return { number: this.people, name: { surname, given: drawGiven(this.dice) }, addresses, said: [], ends };
  }

  private leaveLines(person: Person): void {
    const count = this.dice.few(ENDS);
    for (let at = 0; at < count; at += 1) {
      const known = person.said.length > 0 ? this.dice.one(person.said) : this.dice.one(person.addresses);
      const others = person.addresses.filter(({ kind }) => kind !== known.kind);
      const says = this.dice.chance(0.5) ? [known, this.dice.one(others)] : [known];
      this.write(person, says, !this.dice.chance(NAMELESS));
      for (const address of says) if (!person.said.includes(address)) person.said.push(address);
    }
  }

  private shareThePhone(person: Person, phone: Address): void {
    const email = saidBy(person, 'email');
    if (!email) return;
    this.write(person, [email, phone]);
    if (this.dice.chance(0.5)) this.write(person, [phone]);
  }

  private setTraps(person: Person): void {
    const [email, phone] = [saidBy(person, 'email'), saidBy(person, 'phone')];
    const another = this.before;
    if (email) {
      if (this.dice.chance(0.02)) this.writeTrap(person, [email, this.give('small', SMALL_TABLET)]);
      if (this.dice.chance(0.02)) this.writeTrap(person, [email, this.give('large', LARGE_TABLET)]);
      const theirs = another && saidBy(another, 'phone');
      if (theirs && this.dice.chance(0.01)) this.writeTrap(person, [email, theirs]);
    }
    if (phone) {
      if (this.dice.chance(0.02)) this.writeTrap(person, [phone, this.give('office', OFFICE)]);
      const theirs = another && saidBy(another, 'email');
      if (theirs && this.dice.chance(0.01)) this.writeTrap(person, [phone, theirs]);
    }
  }

  /** The next to give what many give, until so many have. */
  private give(name: 'small' | 'large' | 'office', most: number): Address {
    const common = this.commons[name];
    if (common.left === 0) this.commons[name] = { address: this.address(common.address.kind), left: most };
    this.commons[name].left -= 1;
    return this.commons[name].address;
  }

  private writeTrap(person: Person, addresses: readonly Address[]): void {
    this.write(person, addresses, !this.dice.chance(NAMELESS));
  }

  /** A line at an end that does not know them yet. The member file knows everybody's name. */
  private write({ number, name, ends }: Person, addresses: readonly Address[], isNamed = true): void {
    const end = ends.pop();
    if (end === undefined) return;
    const spelled = { email: '', phone: '' };
    for (const { kind, value } of addresses) spelled[kind] = kind === 'email' ? spellEmail(value, this.dice) : spellPhone(value, this.dice);
    const isMember = end === 0;
    const id = isMember ? `m${number}` : this.isNumbered ? `e${end}-${number}` : '';
    const cells = [id, isMember || isNamed ? spellName(name, this.dice) : '', spelled.email, spelled.phone];
    this.files[end]?.push(`${cells.join(',')},${this.personOf.length}\n`);
    this.personOf.push(number);
  }

  private address(kind: Address['kind']): Address {
    this.addresses += 1;
    const at = this.addresses;
    if (kind === 'email') return { kind, value: `${drawGiven(this.dice).toLowerCase()}${at}@mail${at % 97}.example` };
    // 7919 has no factor in common with a thousand million: no number comes twice
    return { kind, value: `1${3 + (at % 7)}${String((at * 7919) % 1_000_000_000).padStart(9, '0')}` };
  }
}

const saidBy = ({ said }: Person, kind: Address['kind']): Address | undefined => said.find((address) => address.kind === kind);
