// Stands where a part of the page should be whose code could not be fetched: the connection is gone, or the host has a newer version.

/** @param what what the part is called */
export function NotFetched({ what, retry }: { what: string; retry: () => void }) {
  return (
    <section class="panel not-fetched" role="alert" data-testid="not-fetched">
      <p>
        {what} could not be fetched: the connection is interrupted, or a newer version of the page has taken
        this one’s place. The link to this page keeps all that you set.
      </p>
      <button type="button" class="quiet" onClick={retry}>
        Try again
      </button>{" "}
      <button type="button" class="quiet" onClick={() => location.reload()}>
        Reload the page
      </button>
    </section>
  );
}
