interface JobSample {
  readonly page: string;
  /** Under which a block of the page exports the job type. */
  readonly name: string;
  readonly payload: unknown;
  /** Of every server that the job asks. @default 200 */
  readonly answer?: number;
  /** What one attempt comes to. */
  readonly end: { readonly result?: unknown } | { readonly error: string };
}

const user = { userId: 'u1', email: 'ada@example.com' };
const charge = { order: '17', cents: 999 };
/** A GIF of one pixel, which is no JPEG. */
const noPicture = 'R0lGODlhAQABAAAAACw=';

/** Every job type that a page shows whole, run at least once. */
export const jobSamples: readonly JobSample[] = [
  {
    page: 'README.md',
    name: 'sendWelcome',
    payload: { email: user.email },
    end: { result: { sentTo: user.email } },
  },
  {
    page: 'README.md',
    name: 'sendWelcome',
    payload: { email: user.email },
    answer: 500,
    end: { error: 'Error' },
  },
  {
    page: 'docs/write-a-job.md',
    name: 'sendWelcomeEmail',
    payload: user,
    end: { result: { sentTo: user.email } },
  },
  {
    page: 'docs/write-a-job.md',
    name: 'sendWelcomeEmail',
    payload: user,
    answer: 422,
    end: { error: 'PermanentError' },
  },
  {
    page: 'docs/write-a-job.md',
    name: 'sendWelcomeEmail',
    payload: user,
    answer: 429,
    end: { error: 'RetryLater' },
  },
  {
    page: 'docs/write-a-job.md',
    name: 'pollUpload',
    payload: { id: '01980e5c-0000-7000-8000-000000000000' },
    answer: 404,
    end: { error: 'Error' },
  },
  {
    page: 'docs/write-a-job.md',
    name: 'countWords',
    payload: { pages: ['one two', 'three'] },
    end: { result: { words: 3 } },
  },
  { page: 'docs/write-a-job.md', name: 'greetUsers', payload: { users: [user] }, end: {} },
  {
    page: 'docs/write-a-job.md',
    name: 'remindUsers',
    payload: { group: 'all' },
    end: { result: { reminded: 'all' } },
  },
  { page: 'docs/write-a-job.md', name: 'callPartner', payload: { order: '17' }, end: {} },
  {
    page: 'docs/write-a-job.md',
    name: 'measureImage',
    payload: { image: noPicture },
    end: { error: 'PermanentError' },
  },
  {
    page: 'docs/schedules.md',
    name: 'sendReport',
    payload: { to: 'ada' },
    end: { result: { sentTo: 'ada' } },
  },
  { page: 'docs/handle-failure.md', name: 'chargeCard', payload: charge, end: {} },
  {
    page: 'docs/handle-failure.md',
    name: 'chargeCard',
    payload: charge,
    answer: 402,
    end: { error: 'PermanentError' },
  },
  {
    page: 'docs/handle-failure.md',
    name: 'chargeCard',
    payload: charge,
    answer: 429,
    end: { error: 'RetryLater' },
  },
  {
    page: 'docs/test-your-jobs.md',
    name: 'sendEmail',
    payload: { to: user.email },
    end: { result: { sentTo: user.email } },
  },
  { page: 'docs/test-your-jobs.md', name: 'signUp', payload: { email: user.email }, end: {} },
];
