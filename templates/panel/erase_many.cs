<a class="back" href="<?cs var:Many.Link ?>"><?cs call:icon("back") ?><?cs var:Lang.Erase.Back ?></a>
<div class="page-head"><h1><?cs var:Lang.Erase.Many ?></h1></div>
<p class="dim lead"><?cs var:Lang.Erase.About.Many ?></p>
<?cs call:erase_plan() ?>
<section class="section" aria-labelledby="which"><h2 id="which"><?cs var:Lang.Erase.Which ?></h2>
<ul class="sessions card narrow"><?cs each:t = Many.Rows ?><li><a href="/panel/tickets/<?cs var:t.Id ?>"><?cs if:t.Subject ?><?cs var:t.Subject ?><?cs else ?><?cs var:t.Code ?><?cs /if ?></a><?cs if:t.Held ?> <span class="badge"><?cs var:Lang.Erase.StaysHeld ?></span><?cs /if ?></li>
<?cs /each ?></ul></section>
<?cs if:Many.N ?><form class="card panel narrow" method="post" action="/panel/erase/tickets/all" novalidate><?cs call:csrf() ?>
<?cs each:t = Many.Rows ?><?cs if:!t.Held ?><input type="hidden" name="tickets" value="<?cs var:t.Id ?>"><?cs /if ?><?cs /each ?>
<input type="hidden" name="view" value="<?cs var:Many.View ?>">
<?cs call:erase_sure() ?>
<button type="submit" class="primary"><?cs var:plural(Many.N + "|Lang.Erase.GoMany") ?></button>
<p class="hint"><?cs var:Lang.Erase.Outside ?></p>
</form><?cs elif:Many.Held ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Erase.AllHeld ?></span></p><?cs /if ?>
