import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertMember,
  AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import type { KnownBlock } from '@slack/web-api';
import { codeText, escapeText, joinLines, plainText } from './text';

/** What Slack allows: https://docs.slack.dev/reference/block-kit/blocks */
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_FIELD = 2_000;
const MAX_URL = 3_000;
/** Slack cuts the `text` of a message at 40 000; nobody reads more than this in a notification. */
const MAX_FALLBACK = 1_000;
/** More lines than this are not read in a chat; the page behind the button has them all. */
const MAX_MEMBERS = 20;

const EMOJI: Record<Severity, string> = {
  none: '⚪',
  low: '🟡',
  medium: '🟠',
  high: '🔴',
  critical: '🚨',
};

/** Contents of a Slack message. */
export interface SlackContents {
  /** For notifications and screen readers. */
  text: string;
  blocks: KnownBlock[];
}

/**
 * The message about a group of findings in its present state.
 * @param message - what to tell
 * @param since - ISO instant since when the first finding is open; undefined when not known
 */
export function toContents(
  message: AlertMessage,
  since: string | undefined,
): SlackContents {
  const resolved = message.transition === 'resolve';
  const title = resolved ? `Resolved: ${message.title}` : message.title;
  const emoji = resolved ? '✅' : EMOJI[message.severity];
  const blocks: KnownBlock[] = [
    {
      type: 'header',
      // Without emoji codes: `:skull:` in a name stays what it is.
      text: {
        type: 'plain_text',
        emoji: false,
        text: plainText(`${emoji} ${title}`, MAX_HEADER),
      },
    },
    // Slack refuses a message with an empty text.
    ...(message.summary.trim()
      ? [section(escapeText(message.summary, MAX_SECTION))]
      : []),
    {
      type: 'section',
      fields: toFields(message, since).map(([name, value]) =>
        mrkdwn(`*${name}*\n${escapeText(value, MAX_FIELD - name.length - 3)}`),
      ),
    },
    ...(message.members.length > 0
      ? [section(toMemberLines(message.members))]
      : []),
    ...toButton(message.link),
    {
      type: 'context',
      elements: [
        mrkdwn(
          escapeText(
            [message.entityRef, toUtc(message.at)].filter(Boolean).join(' · '),
            MAX_FIELD,
          ),
        ),
      ],
    },
  ];
  return {
    text: escapeText(`${emoji} ${title}: ${message.summary}`, MAX_FALLBACK),
    blocks,
  };
}

/** The reply in the message's thread that names what is new. */
export function toThreadReply(message: AlertMessage): SlackContents {
  const names = message.newMembers.map(member => member.title).join(', ');
  return {
    text: escapeText(`New: ${names}`, MAX_FALLBACK),
    blocks: [section(`*New*\n${toMemberLines(message.newMembers, 8)}`)],
  };
}

function toFields(
  message: AlertMessage,
  since: string | undefined,
): [string, string][] {
  if (message.transition === 'resolve') {
    return [
      ['Resolved', toUtc(message.at)],
      ...(since
        ? [['Lasted', toDuration(since, message.at)] as [string, string]]
        : []),
    ];
  }
  return [
    ['Severity', message.severity],
    ...(since ? [['Since', toUtc(since)] as [string, string]] : []),
    ...(message.acknowledgedBy
      ? [['Acknowledged by', message.acknowledgedBy] as [string, string]]
      : []),
  ];
}

/** @param reserve - characters of the section that are taken already */
function toMemberLines(members: AlertMember[], reserve = 0): string {
  const lines = members.map(
    ({ severity, title, detail }) =>
      `${EMOJI[severity]} ${codeText(title, 200)} ${escapeText(detail, 500)}`,
  );
  return joinLines(lines, {
    length: MAX_SECTION - reserve,
    count: MAX_MEMBERS,
  });
}

/** A link that Slack would refuse must not cost the whole message. */
function toButton(link: string): KnownBlock[] {
  if (
    !/^https?:\/\//.test(link) ||
    !URL.canParse(link) ||
    link.length > MAX_URL
  ) {
    return [];
  }
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'ai-governance-open',
          text: { type: 'plain_text', emoji: false, text: 'Open in Backstage' },
          url: link,
        },
      ],
    },
  ];
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Verbatim: Slack makes no links of URLs, channel names or users that stand in the text. */
function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text, verbatim: true };
}

function toUtc(instant: string): string {
  return `${new Date(instant)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')} UTC`;
}

/** For example `2 days 3 hours`; the two largest units. */
function toDuration(from: string, to: string): string {
  const minutes = Math.max(
    0,
    Math.round((Date.parse(to) - Date.parse(from)) / 60_000),
  );
  const parts: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ];
  const told = parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return told.join(' ') || 'less than a minute';
}
