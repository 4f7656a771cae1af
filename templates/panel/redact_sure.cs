<a class="back" href="/panel/erase/ticket/<?cs var:Redact.Ticket ?>/message/<?cs var:Redact.Message ?>"><?cs call:icon("back") ?><?cs var:Lang.Redact.Again ?></a>
<div class="page-head"><h1><?cs var:Lang.Redact.SureTitle ?></h1></div>
<p class="dim lead"><?cs if:Redact.Author ?><?cs var:Redact.Author ?> · <?cs /if ?><?cs var:datetime(Redact.At) ?></p>
<section class="card panel narrow" aria-labelledby="left"><h2 id="left"><?cs var:Lang.Redact.Left ?></h2>
<?cs if:Redact.All ?><p><?cs var:Lang.Redact.LeftNothing ?></p><?cs else ?><div class="text"><?cs uvar:Redact.Html.Left ?></div>
<?cs if:Redact.HasHtml ?><p class="hint"><?cs var:Lang.Redact.HtmlGoes ?></p><?cs /if ?>
<?cs if:Redact.Files ?><h3><?cs var:Lang.Redact.FilesGo ?></h3><ul><?cs each:f = Redact.Files ?><li><?cs var:f.Name ?></li><?cs /each ?></ul><?cs /if ?><?cs /if ?>
<?cs if:Redact.Html.Subject ?><h3><?cs var:Lang.Redact.Subject ?></h3><div class="text"><?cs uvar:Redact.Html.Subject ?></div><?cs /if ?>
</section>
<?cs if:Redact.Others ?><section class="card panel narrow" aria-labelledby="others"><h2 id="others"><?cs var:Lang.Redact.Others ?></h2>
<?cs each:o = Redact.Others ?><p class="dim"><?cs if:o.Author ?><?cs var:o.Author ?> · <?cs /if ?><?cs var:datetime(o.At) ?></p><div class="text"><?cs uvar:o.Html.Left ?></div>
<?cs /each ?><?cs if:Redact.Older ?><p class="hint"><?cs var:Lang.Redact.Older ?></p><?cs /if ?></section><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/erase/ticket/<?cs var:Redact.Ticket ?>/message/<?cs var:Redact.Message ?>"><?cs call:csrf() ?><input type="hidden" name="seen" value="<?cs var:Redact.Seen ?>">
<?cs each:c = Redact.Chosen ?><input type="hidden" name="<?cs var:c.Name ?>" value="<?cs var:c.Value ?>">
<?cs /each ?><?cs if:Redact.Text ?><input type="hidden" name="text" value="<?cs var:Redact.Text ?>"><?cs /if ?><?cs if:Redact.Everywhere ?><input type="hidden" name="everywhere" value="1"><?cs /if ?><?cs if:Redact.All ?><input type="hidden" name="all" value="1"><?cs /if ?>
<p><?cs var:Lang.Redact.Sure ?></p>
<p class="hint"><?cs var:Lang.Redact.Outside ?></p>
<button type="submit" class="primary"><?cs var:Lang.Redact.Go ?></button>
</form>
