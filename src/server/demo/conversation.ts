import type { Chance } from './chance.js';
import {
  FIRST_SCENE,
  LAST_SCENE,
  type Language,
  type Move,
  MUMBLED,
  NOT_UNDERSTOOD,
  SCENES,
  type Scene,
  TRANSFER_SCENE,
} from './talk.js';

/** One turn of a conversation: what was said, what the bot took it for, and where that led. */
export interface DemoTurn {
  /** Since the call began. */
  readonly atMs: number;
  readonly responseTimeMs: number;
  /** Null for the launch. */
  readonly text: string | null;
  readonly from: string;
  readonly to: string;
  readonly prompt: string;
  /** Best first; none for the launch. */
  readonly ranking: readonly { readonly name: string; readonly confidence: number }[];
  readonly understood: boolean;
  readonly endTalk: boolean;
  readonly failed: boolean;
  /** All that the bot keeps by now. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How a conversation ended. */
export const Ending = { BOT: 'BOT', CALLER: 'CALLER', TRANSFER: 'TRANSFER', ERROR: 'ERROR' } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/** A conversation from its first word to its last. */
export interface Conversation {
  readonly turns: readonly DemoTurn[];
  readonly ending: Ending;
  /** The state in which it ended. */
  readonly scene: string;
  readonly endedAfterMs: number;
}

const MOST_TURNS = 14;
const HANGS_UP = 0.06;
const BREAKS = 0.012;
const MUMBLES = 0.1;
const FAILS = 0.03;

/** A walk through the scenes. */
export function conversationOf(chance: Chance, language: Language): Conversation {
  const turns: DemoTurn[] = [];
  const variables: Record<string, string> = { lastSentiment: 'neutral' };
  let scene = FIRST_SCENE;
  let atMs = 0;
  const add = (turn: Pick<DemoTurn, 'text' | 'to' | 'prompt' | 'ranking' | 'understood'>) => {
    turns.push({
      ...turn,
      atMs,
      responseTimeMs: chance.between(9, 140),
      from: scene,
      endTalk: turn.to === LAST_SCENE,
      failed: chance.happens(FAILS),
      variables: { ...variables },
    });
    scene = turn.to;
    atMs += chance.between(2_500, 7_000);
  };
  const end = (ending: Ending): Conversation => ({ turns, ending, scene, endedAfterMs: atMs });

  add({ text: null, to: scene, prompt: sceneOf(scene).prompt[language], ranking: [], understood: true });
  while (turns.length < MOST_TURNS) {
    if (scene === LAST_SCENE) return end(Ending.BOT);
    if (scene === TRANSFER_SCENE) return end(Ending.TRANSFER);
    if (chance.happens(BREAKS)) return end(Ending.ERROR);
    if (chance.happens(HANGS_UP)) return end(Ending.CALLER);
    if (chance.happens(MUMBLES)) {
      const text = chance.pick(MUMBLED)[language];
      add({
        text,
        to: scene,
        prompt: NOT_UNDERSTOOD[language],
        ranking: rankingOf(chance, scene, null),
        understood: false,
      });
      continue;
    }
    const move = chance.pick(sceneOf(scene).moves, ({ weight }) => weight);
    if (move.variable !== undefined) variables[move.variable.id] = chance.pick(move.variable.values);
    const ranking = rankingOf(chance, scene, move);
    const text = chance.pick(move.says)[language];
    add({ text, to: move.to, prompt: sceneOf(move.to).prompt[language], ranking, understood: true });
  }
  return end(Ending.CALLER);
}

/** The scene with this id. */
export function sceneOf(id: string): Scene {
  const scene = SCENES[id];
  if (scene === undefined) throw new Error(`There is no scene ${id}.`);
  return scene;
}

function rankingOf(chance: Chance, scene: string, meant: Move | null): DemoTurn['ranking'] {
  const others = sceneOf(scene).moves.filter((move) => move.intent !== meant?.intent);
  const best = meant === null ? 0.12 + chance.next() * 0.3 : 0.72 + chance.next() * 0.27;
  const rest = others.map(({ intent }, index) => ({
    name: intent,
    confidence: (meant === null && index === 0 ? best : (1 - best) * chance.next()) / (index + 1),
  }));
  const all = meant === null ? rest : [{ name: meant.intent, confidence: best }, ...rest];
  return all.sort((one, other) => other.confidence - one.confidence).slice(0, 3);
}
