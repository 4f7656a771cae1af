<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Whole.Title ?></h1></div>
<section class="card panel narrow loose" aria-labelledby="all"><h2 id="all"><?cs var:Lang.Whole.Export ?></h2>
<p><?cs var:Lang.Whole.ExportText ?></p>
<?cs if:Export.Made ?><p role="status"><?cs call:icon("clock") ?> <?cs var:Lang.Whole.Making ?><?cs if:Export.Total > #0 ?> <?cs var:number(Export.Done) ?> / <?cs var:number(Export.Total) ?><?cs /if ?></p>
<?cs elif:Export.Ready ?><p><strong><?cs var:plural(Export.Total + "|Lang.Export.Tickets") ?>, <?cs var:size(Export.Size) ?></strong>, <?cs var:Lang.Whole.Asked ?> <?cs call:when(Export.Asked) ?></p>
<?cs if:Export.Problems > #0 ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:plural(Export.Problems + "|Lang.Export.NotWholeCount") ?></span></p><?cs /if ?>
<p><a class="button" href="/panel/settings/account/export/file"><?cs var:Lang.Export.Download ?></a> <span class="dim"><?cs var:Lang.Export.Until ?> <?cs var:datetime(Export.Expires) ?></span></p>
<?cs elif:Export.State == "failed" ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Export.Fault[Export.Fault] ?></span></p>
<?cs elif:Export.State == "expired" ?><?cs if:Export.Fault == #4 ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Whole.Forgotten ?></span></p><?cs else ?><p class="dim"><?cs var:Lang.Whole.Expired ?></p><?cs /if ?><?cs /if ?>
<?cs if:!Export.Made ?><?cs if:Export.Again ?><p class="hint"><?cs var:Lang.Whole.Again ?> <?cs var:datetime(Export.Again) ?></p>
<?cs else ?><form method="post" action="/panel/settings/account/export"><?cs call:csrf() ?><button type="submit" class="primary"><?cs var:Lang.Whole.Make ?></button></form><?cs /if ?><?cs /if ?>
<p class="hint"><?cs var:Lang.Whole.Hint ?></p>
</section>
<section class="card panel narrow loose" aria-labelledby="end"><h2 id="end"><?cs var:Lang.End.Title ?></h2>
<p><?cs var:Lang.Whole.EndText ?></p>
<p><a href="/panel/erase/account"><?cs var:Lang.End.Title ?></a></p></section>
