import type { CombinedError } from 'urql';
import { Failure } from '../elements/failure';
import { GatewayProvider } from '../gateway/gateway';
import { useKey } from '../gateway/key';
import { useViewer, ViewerProvider } from '../gateway/viewer';
import { ZoneProvider } from '../language/format';
import { LanguageProvider, useTexts } from '../language/language';
import { KeyForm } from './key-form';
import { Frame, Shell } from './shell';
import { shellTexts } from './text';

/** The page: whoever has a key sees it, whoever has none is asked for one. */
export function App() {
  return (
    <LanguageProvider>
      <WithKey />
    </LanguageProvider>
  );
}

function WithKey() {
  const { key } = useKey();
  const text = useTexts(shellTexts);
  if (key === null) {
    return (
      <Frame>
        <KeyForm />
      </Frame>
    );
  }
  const waiting = (error: CombinedError | undefined) => (
    <Frame>
      {error !== undefined && error.graphQLErrors.length > 0 ? (
        <>
          <Failure error={error} />
          <KeyForm />
        </>
      ) : (
        <p className="waiting" role={error === undefined ? undefined : 'alert'}>
          {error === undefined ? text.loading : text.unreachable}
        </p>
      )}
    </Frame>
  );
  return (
    <GatewayProvider key={key} apiKey={key}>
      <ViewerProvider waiting={waiting}>
        <InZone />
      </ViewerProvider>
    </GatewayProvider>
  );
}

function InZone() {
  return (
    <ZoneProvider timeZone={useViewer().timeZone}>
      <Shell />
    </ZoneProvider>
  );
}
