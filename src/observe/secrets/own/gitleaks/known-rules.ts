import type { Claim } from '#ground/model';

/**
 * The rules that gitleaks 8 comes with, by their ids, and those of ours that find the same, where we have some: what a team says of one
 * of gitleaks's rules (disabledRules, targetRules, .gitleaksignore) is then said of ours.
 */
export const knownGitleaksRules: Readonly<Record<string, readonly string[]>> = table(`
1password-secret-key
1password-service-account-token onepassword-service-account-token
adafruit-api-key
adobe-client-id
adobe-client-secret
age-secret-key age-secret-key
airtable-api-key airtable-token
airtable-personnal-access-token airtable-token
algolia-api-key algolia-admin-key
alibaba-access-key-id alibaba-access-key-id
alibaba-secret-key alibaba-access-key
anthropic-admin-api-key anthropic-api-key
anthropic-api-key anthropic-api-key
artifactory-api-key artifactory-token
artifactory-reference-token artifactory-token
asana-client-id
asana-client-secret asana-token
atlassian-api-token atlassian-api-token
authress-service-client-access-key
aws-access-token aws-access-key-id
aws-amazon-bedrock-api-key-long-lived aws-bedrock-api-key
aws-amazon-bedrock-api-key-short-lived aws-bedrock-api-key
azure-ad-client-secret azure-entra-client-secret
beamer-api-token
bitbucket-client-id
bitbucket-client-secret
bittrex-access-key
bittrex-secret-key
cisco-meraki-api-key
clickhouse-cloud-api-secret-key
clojars-api-token
cloudflare-api-key cloudflare-api-token
cloudflare-global-api-key cloudflare-api-token
cloudflare-origin-ca-key cloudflare-origin-ca-key
codecov-access-token
cohere-api-token cohere-api-key
coinbase-access-token
confluent-access-token
confluent-secret-key
contentful-delivery-api-token contentful-token
curl-auth-header
curl-auth-user
databricks-api-token databricks-token
datadog-access-token datadog-key
defined-networking-api-token
digitalocean-access-token digitalocean-token
digitalocean-pat digitalocean-token
digitalocean-refresh-token digitalocean-token
discord-api-token discord-bot-token
discord-client-id
discord-client-secret discord-client-secret
doppler-api-token doppler-token
droneci-access-token
dropbox-api-token dropbox-token
dropbox-long-lived-api-token dropbox-token
dropbox-short-lived-api-token dropbox-token
duffel-api-token duffel-access-token
dynatrace-api-token dynatrace-token
easypost-api-token easypost-api-key
easypost-test-api-token easypost-api-key
etsy-access-token etsy-keystring
facebook-access-token facebook-access-token
facebook-page-access-token facebook-access-token
facebook-secret
fastly-api-token fastly-api-token
finicity-api-token finicity-app-key
finicity-client-secret
finnhub-access-token
flickr-access-token
flutterwave-encryption-key
flutterwave-public-key
flutterwave-secret-key flutterwave-secret-key
flyio-access-token fly-io-token
frameio-api-token
freemius-secret-key
freshbooks-access-token
gcp-api-key gcp-api-key
generic-api-key generic-secret generic-password config-password
github-app-token github-oauth-token
github-fine-grained-pat github-fine-grained-token
github-oauth github-oauth-token
github-pat github-personal-access-token
github-refresh-token github-oauth-token
gitlab-cicd-job-token gitlab-token
gitlab-deploy-token gitlab-token
gitlab-feature-flag-client-token gitlab-token
gitlab-feed-token gitlab-token
gitlab-incoming-mail-token gitlab-token
gitlab-kubernetes-agent-token gitlab-token
gitlab-oauth-app-secret gitlab-token
gitlab-pat gitlab-token
gitlab-pat-routable gitlab-token
gitlab-ptt gitlab-token
gitlab-rrt gitlab-token
gitlab-runner-authentication-token gitlab-token
gitlab-runner-authentication-token-routable gitlab-token
gitlab-scim-token gitlab-token
gitlab-session-cookie
gitter-access-token
gocardless-api-token gocardless-access-token
grafana-api-key grafana-token
grafana-cloud-api-token grafana-cloud-token
grafana-service-account-token grafana-token
harness-api-key
hashicorp-tf-api-token terraform-cloud-token
hashicorp-tf-password
heroku-api-key heroku-api-key
heroku-api-key-v2 heroku-api-key
hubspot-api-key hubspot-token
huggingface-access-token hugging-face-token
huggingface-organization-api-token hugging-face-token
infracost-api-token
intercom-api-key intercom-access-token
intra42-client-secret
jfrog-api-key artifactory-token
jfrog-identity-token artifactory-token
jwt json-web-token
jwt-base64 json-web-token
kraken-access-token kraken-private-key
kubernetes-secret-yaml kubernetes-secret
kucoin-access-token
kucoin-secret-key kucoin-api-secret
launchdarkly-access-token launchdarkly-key
linear-api-key linear-api-key
linear-client-secret
linkedin-client-id
linkedin-client-secret
lob-api-key lob-api-key
lob-pub-api-key
looker-client-id
looker-client-secret
mailchimp-api-key mailchimp-api-key
mailgun-private-api-token mailgun-api-key
mailgun-pub-key
mailgun-signing-key
mapbox-api-token mapbox-secret-token
mattermost-access-token mattermost-token
maxmind-license-key
messagebird-api-token messagebird-access-key
messagebird-client-id
microsoft-teams-webhook teams-webhook
netlify-access-token netlify-token
new-relic-browser-api-token
new-relic-insert-key new-relic-key
new-relic-user-api-id
new-relic-user-api-key new-relic-key
notion-api-token notion-token
npm-access-token npm-access-token
nuget-config-password
nytimes-access-token
octopus-deploy-api-key
okta-access-token okta-api-token
openai-api-key openai-api-key
openshift-user-token
perplexity-api-key perplexity-api-key
pkcs12-file
plaid-api-token plaid-access-token
plaid-client-id
plaid-secret-key plaid-secret
planetscale-api-token planetscale-token
planetscale-oauth-token planetscale-token
planetscale-password planetscale-token
postman-api-token postman-api-key
prefect-api-token
private-key private-key
privateai-api-token
pulumi-api-token pulumi-access-token
pypi-upload-token pypi-api-token
rapidapi-access-token
readme-api-token
rubygems-api-token rubygems-api-key
scalingo-api-token scalingo-api-token
sendbird-access-id
sendbird-access-token sendbird-api-token
sendgrid-api-token sendgrid-api-key
sendinblue-api-token brevo-api-key
sentry-access-token sentry-token
sentry-org-token sentry-token
sentry-user-token sentry-token
settlemint-application-access-token
settlemint-personal-access-token
settlemint-service-access-token
shippo-api-token shippo-api-token
shopify-access-token shopify-token
shopify-custom-access-token shopify-token
shopify-private-app-access-token shopify-token
shopify-shared-secret shopify-token
sidekiq-secret
sidekiq-sensitive-url
slack-app-token slack-token
slack-bot-token slack-token
slack-config-access-token slack-token
slack-config-refresh-token slack-token
slack-legacy-bot-token slack-token
slack-legacy-token slack-token
slack-legacy-workspace-token slack-token
slack-user-token slack-token
slack-webhook-url slack-webhook
snyk-api-token snyk-token
sonar-api-token sonar-token
sourcegraph-access-token
square-access-token square-token
squarespace-access-token
stripe-access-token stripe-secret-key stripe-test-key
sumologic-access-id
sumologic-access-token
telegram-bot-api-token telegram-bot-token
travisci-access-token
twilio-api-key twilio-api-key
twitch-api-token
twitter-access-secret
twitter-access-token
twitter-api-key
twitter-api-secret
twitter-bearer-token twitter-bearer-token
typeform-api-token
vault-batch-token vault-token
vault-service-token vault-token
yandex-access-token yandex-iam-token
yandex-api-key yandex-cloud-api-key
yandex-aws-access-token yandex-static-key
zendesk-secret-key zendesk-api-token
`);

/**
 * Whether what is said of a rule of gitleaks, by its id there, is said of a finding's rule: the team's own rule of that id, or ours that
 * finds the same. Where none of ours is known to, any of ours is meant: whoever says it names the place too.
 */
export function isMeant(id: string, { rule, attributes }: Pick<Claim, 'rule' | 'attributes'>): boolean {
  if (attributes['gitleaks'] !== undefined) return attributes['gitleaks'] === id;
  const ours = Object.hasOwn(knownGitleaksRules, id) ? knownGitleaksRules[id] : undefined;
  if (ours === undefined || !rule.startsWith('secrets/')) return false;
  return ours.length === 0 || ours.includes(rule);
}

/** A line each: the id there, then names of ours. */
function table(text: string): Record<string, string[]> {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return Object.fromEntries(rows.map(([id = '', ...ours]) => [id, ours.map((name) => `secrets/${name}`)]));
}
