import Typography from '@material-ui/core/Typography';
import ExploreIcon from '@material-ui/icons/Explore';
import { Notice } from '../Notices';
import { RegisterButton } from './RegisterButton';

const PROVIDER = `catalog:
  providers:
    sagemaker:
      production:
        accountId: '123456789012'
        regions: [eu-central-1]
        defaultOwner: group:default/ml-platform
    azureMl:
      production:
        subscriptionIds: [00000000-0000-0000-0000-000000000000]
        defaultOwner: group:default/ml-platform`;

/** That no endpoint is known, and how that changes. */
export function EmptyFleet() {
  return (
    <Notice icon={ExploreIcon} title="No model endpoint to show yet">
      <Typography>
        Endpoints come from discovery. Name the accounts and subscriptions to
        look at in the portal’s configuration; they appear here minutes after
        its start.
      </Typography>
      <pre>{PROVIDER}</pre>
      <Typography>
        If discovery is set up already, either its first look has not ended, or
        you may not see what it found. A model that runs elsewhere is registered
        by hand.
      </Typography>
      <RegisterButton />
    </Notice>
  );
}
