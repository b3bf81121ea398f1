import {
  durationText,
  isWebLink,
  plainLine,
  utcText,
  type AlertMember,
  type AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';

/** More alerts than these nobody reads in a mail; the page behind the link has them all. */
const MAX_MEMBERS = 30;
const MAX_TITLE = 200;
const MAX_DETAIL = 500;
const MAX_SUMMARY = 2_000;

/** A line about one alert. Texts are single lines. */
export interface MailItem {
  severity: string;
  title: string;
  detail: string;
  since: string;
  /** Undefined when it cannot be linked to. */
  link?: string;
}

/** A list under a heading. */
export interface MailSection {
  heading: string;
  items: MailItem[];
  /** How many more there are than are listed. */
  more: number;
}

/** What a mail says, as plain single lines, before it is text or HTML. */
export interface MailContents {
  /** `test`, `resolved`, or the severity. */
  state: string;
  title: string;
  summary: string;
  facts: [string, string][];
  sections: MailSection[];
  link?: string;
  /** Why the reader gets it. */
  footer: string;
}

/** What a mail about a group of alerts says. */
export function toContents(message: AlertMessage): MailContents {
  const { transition, reason, severity, link } = message;
  const resolved = transition === 'resolve';
  return {
    state: stateOf(message),
    title: plainLine(message.title, MAX_TITLE) || 'Alert',
    summary: plainLine(message.summary, MAX_SUMMARY),
    facts: factsOf(message),
    sections: resolved
      ? [section('Resolved', message.resolvedMembers, message.counts.resolved)]
      : [
          section('New', freshOf(message), freshOf(message).length),
          section(
            freshOf(message).length > 0 ? 'Still firing' : 'Firing',
            restOf(message),
            message.counts.firing - freshOf(message).length,
          ),
          section(
            'Resolved since the last message',
            message.resolvedMembers,
            message.resolvedMembers.length,
          ),
        ].filter(({ items }) => items.length > 0),
    ...(isWebLink(link) && { link }),
    footer:
      reason === 'test'
        ? `This is a test of severity ${severity} that somebody asked for in Backstage. Nothing is wrong.`
        : 'You get this mail because you or your team own what it is about, in the catalog of Backstage.',
  };
}

function stateOf({ transition, reason, severity }: AlertMessage): string {
  if (reason === 'test') {
    return 'test';
  }
  return transition === 'resolve' ? 'resolved' : severity;
}

function factsOf(message: AlertMessage): [string, string][] {
  const { transition, severity, since, at, owner, entityRef } = message;
  const lasted = durationText(since, at);
  const facts: [string, string | null][] =
    transition === 'resolve'
      ? [
          ['Resolved', utcText(at)],
          ['Lasted', lasted],
        ]
      : [
          ['Severity', severity],
          ['Since', `${utcText(since)} (${lasted})`],
          ['Taken on by', message.acknowledgedBy],
        ];
  return [
    ...facts,
    ['Entity', entityRef] as [string, string | null],
    ['Owner', owner] as [string, string | null],
  ].flatMap(([name, value]) =>
    value ? [[name, plainLine(value, MAX_TITLE)] as [string, string]] : [],
  );
}

/** What is new, where not everything is. */
function freshOf({ members, newMembers }: AlertMessage): AlertMember[] {
  return newMembers.length < members.length ? newMembers : [];
}

function restOf(message: AlertMessage): AlertMember[] {
  const fresh = new Set(freshOf(message).map(({ id }) => id));
  return message.members.filter(({ id }) => !fresh.has(id));
}

function section(
  heading: string,
  members: AlertMember[],
  total: number,
): MailSection {
  const items = members.slice(0, MAX_MEMBERS).map(member => ({
    severity: member.severity,
    title: plainLine(member.title, MAX_TITLE),
    detail: plainLine(member.detail, MAX_DETAIL),
    since: utcText(member.since),
    ...(isWebLink(member.link) && { link: member.link }),
  }));
  return { heading, items, more: Math.max(0, total - items.length) };
}
