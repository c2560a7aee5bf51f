import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundles for the SDK's chain of providers (`@aws-sdk/credential-provider-node`): a function
 * has its credentials in the environment, and the chain is a third of the code of a cold start. Nothing
 * else looks for credentials there: no profile, no single sign-on.
 */
export const defaultProvider = () => fromEnv();
