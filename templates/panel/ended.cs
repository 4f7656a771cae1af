<div class="page-head"><h1><?cs var:Lang.End.Ended ?></h1></div>
<p class="lead"><?cs var:Lang.End.EndedText ?></p>
<p class="dim"><?cs var:Lang.End.Certificate ?></p>
