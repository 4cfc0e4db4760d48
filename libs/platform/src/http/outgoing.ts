import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '@wayfare/kernel';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';

export interface OutgoingOptions {
  /** The admin's word that addresses in private networks may be called. */
  readonly allowPrivate: boolean;
  /** For the whole exchange; 10 s where absent. */
  readonly timeoutMs?: number;
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Answers longer than this are cut; 64 kB where absent. */
  readonly maxBytes?: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/** Whether an address leads to the public internet; loopback, link-local, private, reserved and IPv4 in IPv6 clothing are told apart. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
};

const refused = (host: string, address: string): AppError =>
  new AppError(
    'address_refused',
    422,
    `${host} leads to ${address}, which is not on the public internet. An admin can allow private addresses.`,
    {
      values: { host, address },
    },
  );

/** Node's own lookup, which gives nothing where one of the addresses is not public. The socket connects to what this gives and asks nobody again. */
const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    return inside ? callback(refused(host, inside.address), []) : callback(null, addresses);
  });
};

/**
 * The address that a host's name leads to. Who connects to this very address is led nowhere else by what the name says a moment later.
 * @throws AppError `address_refused` where it leads into a private network and may not; what the system says where there is no such name
 */
export const resolveAddress = (host: string, { allowPrivate }: Pick<OutgoingOptions, 'allowPrivate'>): Promise<string> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => {
      const inside = allowPrivate ? undefined : addresses?.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses ?? [];
      if (error || !first) reject(error ?? new Error(`${host} leads nowhere`));
      else if (inside) reject(refused(host, inside.address));
      else resolve(first.address);
    });
  });

/** Refuses before a single packet has left: a literal address here, a name in the lookup that its socket makes. */
const guardedConnector = (timeoutMs: number): buildConnector.connector => {
  const connect = buildConnector({ timeout: timeoutMs, lookup: publicLookup, autoSelectFamily: true });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !isPublicAddress(host)) callback(refused(host, host), null);
    else connect(options, callback);
  };
};

const readUpTo = async (body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes.subarray(0, maxBytes - size));
    size += bytes.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * Calls addresses that users type (webhooks, providers). Redirects are not followed: a redirect is an answer.
 * @throws AppError `address_refused` where the address leads into a private network, `bad_address` where it is no HTTP address.
 */
export class Outgoing {
  private readonly agent: Agent;
  private readonly timeoutMs: number;

  constructor(options: OutgoingOptions) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.agent = new Agent(options.allowPrivate ? {} : { connect: guardedConnector(this.timeoutMs) });
  }

  async send(url: string, { method, headers, body, maxBytes = MAX_BYTES }: OutgoingRequest): Promise<OutgoingAnswer> {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new AppError('bad_address', 422, `${url} is not an http or https address.`, { values: { address: url } });
    }
    const answer = await request(url, {
      method,
      dispatcher: this.agent,
      signal: AbortSignal.timeout(this.timeoutMs),
      ...(headers ? { headers: { ...headers } } : {}),
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.statusCode, headers: answer.headers, text: await readUpTo(answer.body, maxBytes) };
  }

  close(): Promise<void> {
    return this.agent.close();
  }
}
