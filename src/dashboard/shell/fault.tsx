import { Component, type ReactNode } from 'react';
import { useTexts } from '../language/language';
import { shellTexts } from './text';

/** Keeps what stands around a page where the page itself breaks, or its script does not come. */
export class Fault extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

// A script that did not come is not asked for again, and after an update it has another name: the page begins anew.
function Broken() {
  const text = useTexts(shellTexts);
  return (
    <div className="waiting" role="alert">
      <p>{text.broken}</p>
      <button type="button" className="primary" onClick={() => location.reload()}>
        {text.reload}
      </button>
    </div>
  );
}
