/** Commands that take minutes, another machine or an account, and what runs them in place of the page's test. */
interface Elsewhere {
  readonly commands: readonly string[];
  /** What runs them, and words in it by which it does. */
  readonly file: string;
  readonly has: string;
  readonly because: string;
}

const installedPackage = 'test/package/installed-package.test.ts';

export const elsewhere: readonly Elsewhere[] = [
  {
    commands: ['npm install', 'npm ci'],
    file: installedPackage,
    has: "command(project, 'npm', ...install)",
    because: 'takes a minute; .ci/run installs the repository, the test of the package a project',
  },
  {
    commands: ['npm start'],
    file: installedPackage,
    has: 'npmStart(project',
    because: 'runs until it is ended; every other server of the tests is the same program',
  },
  {
    commands: ['npm test'],
    file: installedPackage,
    has: "command(project, 'npm', 'test')",
    because: 'in the project that `errand init` makes',
  },
  {
    commands: [
      'npm pack',
      'npx --yes --package ./errand-0.1.0.tgz errand init my-jobs',
      'cd my-jobs',
      'npm install ./errand-0.1.0.tgz',
    ],
    file: installedPackage,
    has: "'--package', tarball, 'errand', 'init', 'my-jobs'",
    because: 'builds, packs and installs the package, which takes minutes',
  },
  {
    commands: ['npm install --save-dev aws-cdk aws-cdk-lib constructs cdk-monitoring-constructs'],
    file: 'cli/init/project-files.ts',
    has: "'cdk-monitoring-constructs': testedVersion(",
    because: 'the same four are in the project that the test of the package installs',
  },
  {
    commands: ['npm run deploy'],
    file: 'cli/init/project-files.ts',
    has: "deploy: 'tsc && cdk deploy'",
    because: 'needs an account; the test of the package synthesises what it deploys',
  },
  {
    commands: ['npm run deploy:aws'],
    file: 'scripts/test-target.ts',
    has: 'const stack = await deployStack(emulator)',
    because: 'needs an account; `.ci/run` deploys the same way to emulators',
  },
  {
    commands: [
      'npx errand keys create --stack MyJobs',
      'npm run errand -- keys create --stack Errand',
      'npm run errand -- keys create --name shop --scopes enqueue,read --stack Errand',
    ],
    file: 'test/flows/keys.test.ts',
    has: 'operatorKeys',
    because: 'needs a deployed stack; the flows make keys in one by the same store',
  },
  {
    commands: [
      'ERRAND_OIDC_ISSUER=https://login.example.com ERRAND_OIDC_AUDIENCE=errand ERRAND_OIDC_TENANT_CLAIM=org npm start',
    ],
    file: 'test/docs/json-blocks.test.ts',
    has: 'tokenIssuerIn(',
    because: 'the issuer is nobody: what the line sets is read, and the token of the page with it',
  },
  {
    commands: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
      'curl "${IAM_API_URL}jobs" --aws-sigv4 aws:amz:eu-central-1:execute-api --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\\n' +
        '  -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -H \'Content-Type: application/json\' \\\n' +
        '  -d \'{ "type": "demo", "payload": { "echo": "hello" } }\'',
    ],
    file: 'test/infra/iam-api.test.ts',
    has: 'IamApiUrl',
    because: 'only AWS checks signatures',
  },
  {
    commands: ['ERRAND_URL=http://127.0.0.1:3000/v1 ERRAND_KEY=$(cat .errand/key)'],
    file: 'test/flows/local/enqueuer.test.ts',
    has: 'ERRAND_URL: server.url, ERRAND_KEY: server.key',
    because: 'what the program of the reader gets',
  },
  {
    commands: ['errand dev', 'errand open'],
    file: 'test/flows/local/command-line-others.test.ts',
    has: "errand(['open']",
    because: 'runs until it is ended; opens a browser',
  },
  {
    commands: [
      'source <(errand completion bash)',
      'source <(errand completion zsh)',
      'errand completion fish > ~/.config/fish/completions/errand.fish',
    ],
    file: 'test/unit/cli/completion/bash.test.ts',
    has: 'completedByBash',
    because: 'each is for a shell of its own',
  },
  {
    commands: ['npm run fuzz', 'npm run fuzz -- --requests 50000 --seed 7'],
    file: '.ci/run',
    has: 'npm run fuzz -- --requests 500',
    because: 'takes minutes, and Python',
  },
  {
    commands: ['ERRAND_CLOCK=virtual ERRAND_DATA=/tmp/errand-clock npm start'],
    file: 'test/flows/local/documents.test.ts',
    has: "{ ERRAND_CLOCK: 'virtual' }",
    because: 'starts the server beside which the rest of the page runs',
  },
  {
    commands: [
      'aws xray get-trace-summaries --filter-expression \'annotation.jobId = "01980e5c-…"\' \\\n' +
        '  --start-time "$(($(date +%s) - 3600))" --end-time "$(date +%s)"',
    ],
    file: 'test/unit/aws/tracing.test.ts',
    has: "annotations = { jobId: 'job-1'",
    because: 'only AWS has traces to look for',
  },
  {
    commands: [
      'npm run simulate',
      'npm run simulate -- --seeds 1000000',
      'npm run simulate -- --json',
    ],
    file: '.ci/run',
    has: 'npm run simulate',
    because: 'takes a minute or hours; one history of it is run by the page’s test',
  },
  {
    commands: ['npm run proof', 'npm run proof -- --without soak --json'],
    file: 'test/docs/proof.test.ts',
    has: "'scripts/proof.ts'",
    because:
      'takes an hour and more; the test looks at its steps, and `.ci/run` runs short ones of them',
  },
  {
    commands: ['ERRAND_KEY=$(cat .errand/key) npm run example:web-page'],
    file: 'test/support/web-page/start-web-page.ts',
    has: "['--conditions=errand-source', join(root, 'examples/web-page/main.ts')]",
    because: 'runs until it is ended; the flows and the browser test start what it starts',
  },
  {
    commands: ['npm run bench:overhead -- --profile'],
    file: 'test/unit/bench/function-benches.test.ts',
    has: "'--profile'",
    because: 'takes minutes with its usual rounds',
  },
  {
    commands: ['npm run conformance -- ministack'],
    file: 'test/conformance/run-behaviours.test.ts',
    has: 'runBehaviours',
    because: 'takes minutes and Python; the table of the page has what it found',
  },
  {
    commands: ['npm run conformance -- localstack', 'npm run conformance -- aws'],
    file: 'scripts/conformance.ts',
    has: "'localstack'",
    because: 'needs Docker, or an account',
  },
];

/** Cheap, and not about a server: run as they are, with what they then print. */
export const runAsTheyAre: readonly { readonly command: string; readonly prints: RegExp }[] = [
  { command: 'npm run simulate -- --seeds 1 --seed 4711', prints: /1 histor/ },
  {
    command: 'npm run scale -- --job-ms 2000 --request-jobs 100 --scheduled 0',
    prints: /\| `concurrency` of each queue \|/,
  },
];
