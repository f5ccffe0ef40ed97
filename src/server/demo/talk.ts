/** A language that the demo speaks. */
export type Language = 'de' | 'en';

/** The same in every language. */
export type Spoken = Readonly<Record<Language, string>>;

/** Something that a person may say in a state, and where it leads. */
export interface Move {
  readonly intent: string;
  readonly says: readonly Spoken[];
  readonly to: string;
  /** How often, against the other moves of its state. */
  readonly weight: number;
  /** What the bot keeps of it. */
  readonly variable?: { readonly id: string; readonly values: readonly string[] };
}

/** A state of the dialogue: what the bot says when it is reached, and what people answer. */
export interface Scene {
  readonly name: string;
  readonly prompt: Spoken;
  readonly moves: readonly Move[];
}

/** Where every conversation begins. */
export const FIRST_SCENE = 'STATE.base';
/** In which the bot ends the talk. */
export const LAST_SCENE = 'goodbye';
/** In which the bot hands the call to an agent. */
export const TRANSFER_SCENE = 'transfer';

const both = (de: string, en: string): Spoken => ({ de, en });

const AGENT: Move = {
  intent: 'askForAgent',
  says: [
    both('Ich möchte mit einem Menschen sprechen', 'I want to talk to a person'),
    both('Verbinden Sie mich bitte mit dem Kundenservice', 'Please put me through to customer service'),
    both('Mitarbeiter', 'Agent'),
  ],
  to: TRANSFER_SCENE,
  weight: 1,
};
const HELP: Move = {
  intent: 'HelpIntent',
  says: [both('Was kann ich denn hier machen?', 'What can I do here?'), both('Hilfe', 'Help')],
  to: 'menu',
  weight: 0.5,
};
const NO = [both('Nein danke', 'No, thank you'), both('Nein, das war alles', "No, that's all")];
const YES = [both('Ja', 'Yes'), both('Ja genau', "Yes, that's right"), both('Ja bitte', 'Yes, please')];

/** The dialogue of the demo, as data. */
export const SCENES: Readonly<Record<string, Scene>> = {
  [FIRST_SCENE]: {
    name: 'Greeting',
    prompt: both(
      'Guten Tag und willkommen bei den Stadtwerken Musterstadt. Wie kann ich Ihnen helfen?',
      'Hello and welcome to Sampletown Utilities. How can I help you?',
    ),
    moves: [
      {
        intent: 'invoiceQuestion',
        says: [
          both('Ich habe eine Frage zu meiner Rechnung', 'I have a question about my bill'),
          both('Meine letzte Abrechnung ist viel zu hoch', 'My last bill is far too high'),
        ],
        to: 'authentication',
        weight: 4,
        variable: { id: 'topic', values: ['billing'] },
      },
      {
        intent: 'orderStatus',
        says: [
          both('Wann kommt der neue Zähler?', 'When will the new meter arrive?'),
          both('Wie ist der Stand meiner Bestellung?', 'What is the status of my order?'),
        ],
        to: 'authentication',
        weight: 3,
        variable: { id: 'topic', values: ['order'] },
      },
      AGENT,
      HELP,
    ],
  },
  authentication: {
    name: 'Authentication',
    prompt: both('Gern. Nennen Sie mir bitte Ihre Kundennummer.', 'Sure. Please tell me your customer number.'),
    moves: [
      {
        intent: 'giveCustomerNumber',
        says: [
          both('Vier sieben eins eins null acht', 'Four seven one one zero eight'),
          both('Die ist 20 33 91', "It's 20 33 91"),
        ],
        to: 'menu',
        weight: 6,
        variable: { id: 'authenticated', values: ['true'] },
      },
      {
        intent: 'customerNumberUnknown',
        says: [both('Die habe ich gerade nicht zur Hand', "I don't have it at hand")],
        to: TRANSFER_SCENE,
        weight: 1,
      },
    ],
  },
  menu: {
    name: 'Menu',
    prompt: both(
      'Ich kann Ihnen bei Rechnungen und Bestellungen helfen. Worum geht es?',
      'I can help with bills and orders. What is it about?',
    ),
    moves: [
      {
        intent: 'invoiceQuestion',
        says: [both('Um die Rechnung', 'About the bill'), both('Rechnung', 'Bill')],
        to: 'billing',
        weight: 3,
      },
      {
        intent: 'orderStatus',
        says: [both('Um meine Bestellung', 'About my order'), both('Bestellung', 'Order')],
        to: 'order-status',
        weight: 3,
      },
      AGENT,
    ],
  },
  billing: {
    name: 'Billing',
    prompt: both(
      'Ihre letzte Rechnung vom 3. des Monats beträgt 84 Euro 20. Soll ich sie Ihnen zuschicken?',
      'Your last bill, of the 3rd of this month, comes to 84 euros 20. Shall I send it to you?',
    ),
    moves: [
      { intent: 'Ja', says: YES, to: 'anything-else', weight: 4, variable: { id: 'billSent', values: ['true'] } },
      { intent: 'Nein', says: NO, to: 'anything-else', weight: 2 },
      {
        intent: 'complain',
        says: [both('Das ist doch viel zu viel!', "But that's far too much!")],
        to: TRANSFER_SCENE,
        weight: 1,
        variable: { id: 'lastSentiment', values: ['negative'] },
      },
    ],
  },
  'order-status': {
    name: 'Order status',
    prompt: both(
      'Ihre Bestellung ist unterwegs und kommt voraussichtlich am Donnerstag. Möchten Sie eine Nachricht, wenn sie da ist?',
      'Your order is on its way and should arrive on Thursday. Would you like a message when it is there?',
    ),
    moves: [
      { intent: 'Ja', says: YES, to: 'anything-else', weight: 4, variable: { id: 'notify', values: ['sms', 'email'] } },
      { intent: 'Nein', says: NO, to: 'anything-else', weight: 2 },
      AGENT,
    ],
  },
  'anything-else': {
    name: 'Anything else',
    prompt: both(
      'Das ist erledigt. Kann ich noch etwas für Sie tun?',
      'Done. Is there anything else I can do for you?',
    ),
    moves: [
      { intent: 'Nein', says: NO, to: LAST_SCENE, weight: 5 },
      { intent: 'Ja', says: YES, to: 'menu', weight: 1 },
    ],
  },
  [TRANSFER_SCENE]: {
    name: 'Transfer',
    prompt: both('Ich verbinde Sie. Einen Moment bitte.', "I'll put you through. One moment, please."),
    moves: [],
  },
  [LAST_SCENE]: {
    name: 'Goodbye',
    prompt: both('Vielen Dank für Ihren Anruf und auf Wiederhören!', 'Thank you for calling. Goodbye!'),
    moves: [],
  },
};

/** What people say that no bot understands. */
export const MUMBLED: readonly Spoken[] = [
  both('Ähm also ja wie gesagt', 'Um well you know'),
  both('Moment, der Hund bellt', 'Wait, the dog is barking'),
  both('Hallo? Hallo?', 'Hello? Hello?'),
];
/** What the bot answers then. */
export const NOT_UNDERSTOOD = both(
  'Das habe ich leider nicht verstanden. Sagen Sie es bitte noch einmal anders.',
  'Sorry, I did not get that. Please say it again in other words.',
);

/** Conversations by text message: in turn the person and the bot. */
export const MESSAGES: readonly (readonly Spoken[])[] = [
  [
    both('Job', 'job'),
    both('Hallo! Suchen Sie gerade eine Stelle?', 'Hi! Are you currently looking for a job?'),
    both('Ja, im Lager', 'Yes, in a warehouse'),
    both('Gern. Können Sie ab Montag arbeiten?', 'Great. Could you start on Monday?'),
    both('Ja, das passt', 'Yes, that works'),
    both('Perfekt, wir rufen Sie morgen an.', "Perfect, we'll call you tomorrow."),
  ],
  [
    both('Ich kann morgen nicht kommen', "I can't come in tomorrow"),
    both('Danke für die Nachricht. Sind Sie krank?', 'Thanks for letting us know. Are you ill?'),
    both('Ja leider', 'Yes, sadly'),
    both('Gute Besserung! Ich sage im Team Bescheid.', "Get well soon! I'll tell the team."),
  ],
  [
    both('Wann bekomme ich mein Geld???', 'When do I get paid???'),
    both('Löhne gehen am letzten Werktag des Monats raus.', 'Wages are paid on the last working day of the month.'),
    both('Das ist zu spät', 'That is too late'),
  ],
];
