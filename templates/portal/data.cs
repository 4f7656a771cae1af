<h1><?cs var:Lang.Export.Get ?></h1>
<p class="lead"><?cs var:Lang.Export.GetText ?></p>
<section class="part" aria-labelledby="copy-head"><h2 id="copy-head"><?cs var:Lang.Export.Copy ?></h2>
<?cs if:Copy.Made ?><p role="status"><strong><?cs var:Lang.Export.State[Copy.State] ?></strong></p>
<?cs if:Copy.Total > #0 ?><p><progress max="<?cs var:Copy.Total ?>" value="<?cs var:Copy.Done ?>" aria-label="<?cs var:Lang.Export.Progress ?>"></progress> <?cs var:number(Copy.Done) ?> / <?cs var:plural(Copy.Total + "|Lang.Export.Tickets") ?></p>
<?cs /if ?><p class="hint"><?cs var:Lang.Export.Leave ?></p>
<?cs elif:Copy.State == "ready" ?><p role="status"><strong><?cs var:Lang.Export.State.ready ?></strong></p>
<p><?cs var:size(Copy.Size) ?> · <?cs var:Lang.Export.Until ?> <?cs var:datetime(Copy.Expires) ?></p>
<?cs if:Copy.Problems > #0 ?><p class="warn"><?cs var:plural(Copy.Problems + "|Lang.Export.NotWholeCount") ?></p>
<?cs /if ?><p><a class="button primary" href="<?cs if:Proof ?>/account/data/download<?cs else ?>/account/data/file<?cs /if ?>"><?cs var:Lang.Export.Download ?></a></p>
<?cs elif:Copy.State == "failed" ?><p class="warn" role="alert"><strong><?cs var:Lang.Export.State.failed ?></strong> <?cs var:Lang.Export.Fault[Copy.Fault] ?></p>
<?cs elif:Copy.State == "expired" ?><p><?cs var:Lang.Export.State.expired ?></p>
<?cs else ?><p><?cs var:Lang.Export.Nothing ?></p>
<?cs /if ?><?cs if:!Copy.Made ?><?cs if:Copy.Again ?><p class="hint"><?cs var:Lang.Export.Again ?> <?cs var:datetime(Copy.Again) ?></p>
<?cs else ?><form method="post" action="<?cs if:Proof ?>/account/data/sure<?cs else ?>/account/data<?cs /if ?>"><?cs call:csrf() ?><button type="submit"<?cs if:Copy.State != "ready" ?> class="primary"<?cs /if ?>><?cs var:Lang.Export.Ask ?></button></form>
<?cs /if ?><?cs /if ?></section>
<p><a href="/account"><?cs var:Lang.Customer.Account ?></a></p>
