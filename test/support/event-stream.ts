/** An event of a stream of server-sent events. */
export interface StreamedEvent {
  readonly id: string | null;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
  readonly data: any;
}

/** Reads a response of server-sent events, event by event; null when it has ended. */
export function eventsOf(response: Response): () => Promise<StreamedEvent | null> {
  let reader: ReadableStreamDefaultReader<string> | null = null;
  let text = '';
  return async () => {
    // Only when it is asked: an answer that is no stream is left to be read otherwise.
    reader ??= (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (!block.startsWith(':')) return eventOf(block);
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
}

function eventOf(block: string): StreamedEvent {
  const fields = new Map(block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^\w+: ?/, '')]));
  const data = fields.get('data') ?? '';
  return {
    id: fields.get('id') ?? null,
    event: fields.get('event') ?? 'message',
    data: data === '' ? null : JSON.parse(data),
  };
}
