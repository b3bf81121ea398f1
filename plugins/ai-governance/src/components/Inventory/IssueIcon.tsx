import type { ComponentType } from 'react';
import type { InventoryIssue } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import CloudOffIcon from '@material-ui/icons/CloudOff';
import HighlightOffIcon from '@material-ui/icons/HighlightOff';
import LibraryAddIcon from '@material-ui/icons/LibraryAdd';
import PersonAddDisabledIcon from '@material-ui/icons/PersonAddDisabled';

const ICONS: Record<InventoryIssue, ComponentType<SvgIconProps>> = {
  unregistered: LibraryAddIcon,
  gone: HighlightOffIcon,
  'no-owner': PersonAddDisabledIcon,
  'capture-off': CloudOffIcon,
};

/** The shape that stands for an issue of the inventory; the word beside it is said by the caller. */
export function IssueIcon(props: { issue: InventoryIssue }) {
  const Icon = ICONS[props.issue];
  return <Icon aria-hidden fontSize="small" color="action" />;
}
