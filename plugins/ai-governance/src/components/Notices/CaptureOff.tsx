import Typography from '@material-ui/core/Typography';
import CloudOffIcon from '@material-ui/icons/CloudOff';
import type { ModelDetail } from '@ai-governance/plugin-ai-governance-common';
import { Notice } from './Notice';

const SAGEMAKER_CAPTURE = `"DataCaptureConfig": {
  "EnableCapture": true,
  "InitialSamplingPercentage": 100,
  "DestinationS3Uri": "s3://<bucket>/<prefix>",
  "CaptureOptions": [
    { "CaptureMode": "Input" },
    { "CaptureMode": "Output" }
  ]
}`;

/** That the endpoint logs nothing, so nothing can be measured, and how to change that. */
export function CaptureOff(props: { model: ModelDetail }) {
  return (
    <Notice icon={CloudOffIcon} title="This endpoint writes no inference logs">
      <Typography>
        Drift is measured from the requests an endpoint answers. Its data
        capture is off, so there is nothing to measure; that says nothing about
        whether the model drifts.
      </Typography>
      {props.model.provider === 'sagemaker' ? (
        <>
          <Typography component="div">
            To turn it on in SageMaker:
            <ol>
              <li>
                Create an endpoint config like the current one, with the block
                below in it.
              </li>
              <li>
                Update the endpoint to the new config; it keeps answering
                meanwhile.
              </li>
              <li>
                The next discovery notices, and the first results follow once
                the baseline is complete.
              </li>
            </ol>
          </Typography>
          <pre>{SAGEMAKER_CAPTURE}</pre>
        </>
      ) : (
        <Typography>
          Turn on inference logging in your cloud; the next discovery notices.
        </Typography>
      )}
    </Notice>
  );
}
