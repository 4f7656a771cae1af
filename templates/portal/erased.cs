<h1><?cs var:Lang.Erase.Done ?></h1>
<p class="lead"><?cs var:Lang.Erase.Keep ?></p>
<?cs call:erased() ?>
