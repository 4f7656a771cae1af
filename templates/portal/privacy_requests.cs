<?cs include!"layout/privacy_kinds.cs" ?><h1><?cs var:Lang.YourData.Title ?></h1>
<p class="lead"><?cs var:Lang.YourData.Lead ?></p>
<?cs if:Restricted ?><p class="summary" role="status"><?cs var:Lang.YourData.Restricted ?></p><?cs /if ?>
<?cs if:subcount(Requests) ?><section class="part" aria-labelledby="own-head"><h2 id="own-head"><?cs var:Lang.YourData.Yours ?></h2>
<ul class="own-sessions">
<?cs each:r = Requests ?><li><div><strong><?cs var:Lang.Request.Kind[r.Kind] ?></strong> <span class="badge <?cs if:r.Alive ?>badge-open<?cs else ?>badge-resolved<?cs /if ?>"><?cs var:Lang.Request.States[r.State] ?></span>
<p class="dim"><?cs var:Lang.Request.Number ?> <?cs var:r.Id ?> · <?cs var:Lang.Request.Received ?> <?cs call:day(r.Received) ?> · <?cs if:r.Alive ?><?cs var:Lang.YourData.Until ?> <?cs call:day(r.Due) ?><?cs else ?><?cs var:Lang.Request.Closed ?> <?cs call:day(r.Closed) ?><?cs /if ?></p>
<?cs if:r.Html.Text ?><div class="text"><?cs uvar:r.Html.Text ?></div><?cs /if ?>
<?cs if:r.Html.Extension ?><p><strong><?cs var:Lang.Request.Reason ?></strong></p><div class="text"><?cs uvar:r.Html.Extension ?></div><?cs /if ?>
<?cs if:r.Ground ?><p><strong><?cs var:Lang.Request.Ground[r.Ground] ?></strong></p><?cs /if ?>
<?cs if:r.Html.Answer ?><div class="text"><?cs uvar:r.Html.Answer ?></div><?cs /if ?>
<?cs if:r.Ground ?><p class="hint"><?cs var:Lang.YourData.Complain ?></p><?cs /if ?></div>
<?cs if:r.Alive ?><form method="post" action="/privacy/requests/<?cs var:r.Id ?>/withdraw"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.YourData.Withdraw ?><span class="visually-hidden">: <?cs var:Lang.Request.Kind[r.Kind] ?></span></button></form><?cs /if ?></li>
<?cs /each ?></ul></section><?cs /if ?>
<section class="part" aria-labelledby="new-head"><h2 id="new-head"><?cs var:Lang.YourData.New ?></h2>
<form class="form" method="post" action="/privacy/requests" novalidate><?cs call:csrf() ?>
<div class="field"><label for="kind"><?cs var:Lang.Request.What ?></label>
<select id="kind" name="kind" required aria-describedby="kind-hint<?cs if:Error.kind ?> kind-mistake<?cs /if ?>"<?cs if:Error.kind ?> aria-invalid="true"<?cs /if ?>><option value=""><?cs var:Lang.Request.Choose ?></option><?cs call:kind_options() ?></select>
<p class="hint" id="kind-hint"><?cs var:Lang.YourData.KindHint ?></p>
<?cs call:mistake("kind-mistake", Error.kind) ?></div>
<div class="field"><label for="text"><?cs var:Lang.YourData.Text ?></label>
<textarea id="text" name="text" rows="5" aria-describedby="text-hint<?cs if:Error.text ?> text-mistake<?cs /if ?>"<?cs if:Error.text ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.text ?></textarea>
<p class="hint" id="text-hint"><?cs var:Lang.YourData.TextHint ?></p>
<?cs call:mistake("text-mistake", Error.text) ?></div>
<button type="submit" class="primary"><?cs var:Lang.YourData.Send ?></button>
</form>
<p><a href="/account/data"><?cs var:Lang.Export.Get ?></a> · <a href="/erase"><?cs var:Lang.Erase.Delete ?></a></p>
<p class="hint"><?cs var:Lang.YourData.Complain ?></p></section>
