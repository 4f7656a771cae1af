<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Usage.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Usage.Lead ?></p>
<section class="card panel narrow loose usage" aria-labelledby="now"><h2 id="now"><?cs var:Lang.Usage.Now ?></h2>
<?cs each:p = Parts ?><div class="used<?cs if:p.Full ?> full<?cs /if ?>"><h3><?cs var:Lang.Usage.Part[p.Key] ?></h3>
<p><strong><?cs if:p.Key == "Storage" ?><?cs var:size(p.Used) ?><?cs else ?><?cs var:number(p.Used) ?><?cs /if ?></strong> <?cs if:p.Limit == #0 ?><?cs var:Lang.Usage.NoLimit ?><?cs else ?><?cs var:Lang.Usage.Of ?> <?cs if:p.Key == "Storage" ?><?cs var:size(p.Limit) ?><?cs else ?><?cs var:number(p.Limit) ?><?cs /if ?> <?cs if:!p.Over ?>(<?cs var:p.Percent ?> %)<?cs /if ?><?cs /if ?><?cs if:p.Key == "Storage" ?>, <?cs var:plural(Files + "|Lang.Usage.Files") ?><?cs elif:p.Key == "Mails" ?>, <?cs var:plural(Waiting + "|Lang.Usage.Waiting") ?><?cs /if ?></p>
<?cs if:p.Limit != #0 ?><meter min="0" max="100" high="89" low="88" optimum="0" value="<?cs var:p.Percent ?>" aria-label="<?cs var:Lang.Usage.Part[p.Key] ?>"><?cs var:p.Percent ?> %</meter>
<?cs if:p.Over ?><p class="mistake"><?cs var:Lang.Usage.Over ?></p><?cs elif:p.Full ?><p class="mistake"><?cs var:Lang.Usage.Full ?></p><?cs /if ?>
<p class="hint"><?cs var:Lang.Usage.Then[p.Key] ?><?cs if:p.Full ?><?cs if:p.Key == "Mails" || p.Key == "Api" ?> <?cs var:Lang.Usage.NextHour ?> <?cs var:datetime(NextHour) ?>.<?cs /if ?><?cs /if ?></p><?cs /if ?>
</div>
<?cs /each ?></section>
<h2 id="days"><?cs var:Lang.Usage.Days ?></h2>
<?cs if:subcount(Days) == #0 ?><p class="dim"><?cs var:Lang.Usage.None ?></p><?cs else ?><div class="card scroll" tabindex="0" role="region" aria-labelledby="days"><table class="list matrix days">
<thead><tr><th scope="col"><?cs var:Lang.Usage.Day ?></th><th scope="col" class="n"><?cs var:Lang.Usage.DayMails ?></th><th scope="col" class="n"><?cs var:Lang.Usage.DayApi ?></th></tr></thead>
<tbody><?cs each:d = Days ?><tr><th scope="row"><?cs var:date(d.At) ?></th><td class="n"><?cs var:number(d.Mails) ?></td><td class="n"><?cs var:number(d.Api) ?></td></tr>
<?cs /each ?></tbody></table></div><?cs /if ?>
<p class="hint"><?cs var:Lang.Usage.Counted ?></p>
