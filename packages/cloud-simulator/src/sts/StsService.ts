import { randomUUID } from 'node:crypto';
import { accountOfKey, readCaller } from '../aws/signature';
import type { SimulatedFleet } from '../fleet/types';
import {
  escapeMarkup,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Hours that assumed credentials last. */
const SESSION_HOURS = 1;

/** AWS STS: who am I, and roles in other accounts. Roles are not checked: any role of any account can be assumed. */
export class StsService implements SimulatedService {
  readonly name = 'sts';
  readonly #fleet: SimulatedFleet;
  readonly #now: () => Date;
  readonly #sessions = new Map<string, string>();

  constructor(options: { fleet: SimulatedFleet; now: () => Date }) {
    this.#fleet = options.fleet;
    this.#now = options.now;
  }

  /** Account of an access key: that of the role for session keys, else as the fleet says. */
  accountOf(accessKeyId: string): string {
    return (
      this.#sessions.get(accessKeyId) ?? accountOfKey(this.#fleet, accessKeyId)
    );
  }

  identify(request: WireRequest): ServiceCall {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const caller = readCaller(request, key => this.accountOf(key));
    return {
      operation: form.get('Action') ?? '',
      resource: form.get('RoleArn') ?? '',
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    const caller = readCaller(request, key => this.accountOf(key));
    if (!caller) {
      throw new ServiceError(
        403,
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
      );
    }
    switch (call.operation) {
      case 'GetCallerIdentity':
        return answer(call.operation, {
          Arn: `arn:aws:iam::${caller.accountId}:user/simulated`,
          UserId: caller.accessKeyId,
          Account: caller.accountId,
        });
      case 'AssumeRole': {
        const account = call.resource.match(
          /^arn:aws:iam::(\d{12}):role\//,
        )?.[1];
        if (!account) {
          throw new ServiceError(
            400,
            'ValidationError',
            `${call.resource} is not the ARN of a role`,
          );
        }
        const form = new URLSearchParams(request.body.toString('utf8'));
        const role = call.resource.slice(call.resource.indexOf('/') + 1);
        const session = form.get('RoleSessionName') ?? '';
        const accessKeyId = `ASIA${randomUUID()
          .replace(/-/g, '')
          .slice(0, 16)
          .toUpperCase()}`;
        this.#sessions.set(accessKeyId, account);
        return answer(call.operation, {
          Credentials: {
            AccessKeyId: accessKeyId,
            SecretAccessKey: randomUUID(),
            SessionToken: randomUUID(),
            Expiration: new Date(
              this.#now().getTime() + SESSION_HOURS * 3_600_000,
            ).toISOString(),
          },
          AssumedRoleUser: {
            AssumedRoleId: `AROASIMULATED:${session}`,
            Arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
          },
        });
      }
      default:
        throw new ServiceError(
          400,
          'InvalidAction',
          `The simulator does not know STS's operation '${call.operation}'`,
        );
    }
  }

  error(error: WireError): WireResponse {
    const { code, message } = error;
    const sender = error.status < 500 ? 'Sender' : 'Receiver';
    return xml(
      error.status,
      `<ErrorResponse xmlns="${NAMESPACE}">${elements({
        Error: { Type: sender, Code: code, Message: message },
        RequestId: randomUUID(),
      })}</ErrorResponse>`,
    );
  }
}

interface Elements {
  [name: string]: string | Elements;
}

function answer(operation: string, result: Elements): WireResponse {
  return xml(
    200,
    `<${operation}Response xmlns="${NAMESPACE}">${elements({
      [`${operation}Result`]: result,
      ResponseMetadata: { RequestId: randomUUID() },
    })}</${operation}Response>`,
  );
}

function elements(content: Elements): string {
  return Object.entries(content)
    .map(([name, value]) => {
      const text =
        typeof value === 'string' ? escapeMarkup(value) : elements(value);
      return `<${name}>${text}</${name}>`;
    })
    .join('');
}

function xml(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
