<a class="back" href="<?cs var:Many.Link ?>"><?cs call:icon("back") ?><?cs var:Lang.Erase.Back ?></a>
<div class="page-head"><h1><?cs var:Lang.Erase.Many ?></h1></div>
<p class="lead" role="status"><?cs if:Many.N ?><?cs var:plural(Many.N + "|Lang.Erase.GoneMany") ?><?cs else ?><?cs var:Lang.Erase.NothingGone ?><?cs /if ?><?cs if:Many.Held ?> <?cs var:plural(Many.Held + "|Lang.Erase.HeldMany") ?><?cs /if ?></p>
<?cs if:Many.N ?><section class="section" aria-labelledby="each"><h2 id="each"><?cs var:Lang.Erase.Each ?></h2>
<ul class="sessions card narrow"><?cs each:t = Many.Rows ?><li><a href="/panel/erase/done/<?cs var:t.Erasure ?>"><?cs var:Lang.Erase.Done ?> <?cs var:t.Erasure ?></a> · <?cs var:Lang.Erase.Scope.3 ?> <?cs var:t.Ticket ?></li>
<?cs /each ?></ul></section><?cs /if ?>
