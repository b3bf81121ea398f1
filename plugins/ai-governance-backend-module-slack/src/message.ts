import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import {
  durationText,
  utcText,
  type AlertMember,
  type AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import type { Button, KnownBlock } from '@slack/web-api';
import { codeText, escapeText, joinLines, plainText } from './text';

/** What Slack allows: https://docs.slack.dev/reference/block-kit/blocks */
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_FIELD = 2_000;
const MAX_URL = 3_000;
/** Slack cuts the `text` of a message at 40 000; nobody reads more than this in a notification. */
export const MAX_FALLBACK = 1_000;
/** More lines than this are not read in a chat; the page behind the button has them all. */
const MAX_MEMBERS = 20;

/** Id by which Slack tells that the button was pressed. */
export const ACKNOWLEDGE_ACTION = 'ai-governance-acknowledge';

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
 * The message about a group of alerts in its present state.
 * @param message - what to tell
 * @param options - `hasButton`: whether people can acknowledge in Slack
 */
export function toContents(
  message: AlertMessage,
  options: { hasButton: boolean },
): SlackContents {
  const resolved = message.transition === 'resolve';
  const title = toTitle(message);
  const emoji = resolved ? '✅' : EMOJI[message.severity];
  const { members, resolvedMembers, counts } = message;
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
      fields: toFields(message).map(([name, value]) =>
        mrkdwn(`*${name}*\n${escapeText(value, MAX_FIELD - name.length - 3)}`),
      ),
    },
    ...toList('', members, counts.firing),
    ...toList('*Recovered*\n', resolvedMembers, counts.resolved),
    ...toActions(message, options),
    {
      type: 'context',
      elements: [
        mrkdwn(
          escapeText(
            [message.entityRef, utcText(message.at)]
              .filter(Boolean)
              .join(' · '),
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

/** Alerts as lines of a section; none when there are no alerts. */
export function toList(
  heading: string,
  members: AlertMember[],
  total: number,
): KnownBlock[] {
  if (members.length === 0) {
    return [];
  }
  const lines = members.map(
    ({ state, severity, title, detail }) =>
      `${state === 'resolved' ? '✅' : EMOJI[severity]} ${codeText(
        title,
        200,
      )} ${escapeText(detail, 500)}`,
  );
  return [
    section(
      heading +
        joinLines(lines, {
          length: MAX_SECTION - heading.length,
          count: MAX_MEMBERS,
          total,
        }),
    ),
  ];
}

/** A paragraph of Slack's markup. */
export function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function toTitle({ transition, reason, title }: AlertMessage): string {
  const test = reason === 'test' ? 'Test: ' : '';
  return `${test}${transition === 'resolve' ? 'Resolved: ' : ''}${title}`;
}

function toFields(message: AlertMessage): [string, string][] {
  const { transition, severity, since, at, acknowledgedBy } = message;
  if (transition === 'resolve') {
    return [
      ['Resolved', utcText(at)],
      ['Lasted', durationText(since, at)],
    ];
  }
  return [
    ['Severity', severity],
    ['Since', utcText(since)],
    ...(acknowledgedBy
      ? [['Acknowledged by', acknowledgedBy] as [string, string]]
      : []),
  ];
}

/** Buttons. A link that Slack would refuse must not cost the whole message. */
function toActions(
  message: AlertMessage,
  { hasButton }: { hasButton: boolean },
): KnownBlock[] {
  const { transition, reason, acknowledgedBy, groupKey, link } = message;
  const isOpen =
    transition !== 'resolve' && reason !== 'test' && !acknowledgedBy;
  const isLink =
    /^https?:\/\//.test(link) && URL.canParse(link) && link.length <= MAX_URL;
  const elements: Button[] = [
    ...(hasButton && isOpen
      ? [
          {
            ...button(ACKNOWLEDGE_ACTION, 'Acknowledge'),
            value: groupKey,
            style: 'primary' as const,
          },
        ]
      : []),
    ...(isLink
      ? [{ ...button('ai-governance-open', 'Open in Backstage'), url: link }]
      : []),
  ];
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

function button(actionId: string, text: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', emoji: false, text },
  };
}

/** Verbatim: Slack makes no links of URLs, channel names or users that stand in the text. */
function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text, verbatim: true };
}
